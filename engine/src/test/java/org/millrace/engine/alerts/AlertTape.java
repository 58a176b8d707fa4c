package org.millrace.engine.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertCommandEncoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelDriftEncoder;
import org.millrace.codecs.sbe.PortfolioEncoder;
import org.millrace.codecs.sbe.PositionEncoder;
import org.millrace.codecs.sbe.PredictionEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.codecs.support.Events;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Sends a stage commands and what they speak of, and keeps in words what it has to say. */
final class AlertTape {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final List<String> said = new ArrayList<>();
    private final Events events = new Events(this::send);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final EventConsumer tap;
    private AlertsStage stage;
    private long commands;
    private Venue venueOfNoInstrument = Venue.NONE;

    AlertTape() {
        this((recorded, offset, length) -> {});
    }

    /** Makes one that shows what it sends to a consumer too. */
    AlertTape(EventConsumer tap) {
        this.tap = tap;
        stage = new AlertsStage(this::take, SnapshotSink.NONE);
        events.definition().instrument(1).send();
        events.definition().instrument(2).send();
        tick("10:00:00");
    }

    /** Returns what the stage had to say since the last time. */
    List<String> said() {
        List<String> words = List.copyOf(said);
        said.clear();
        return words;
    }

    Events events() {
        return events;
    }

    /** Says of which venue commands are that name no instrument. */
    AlertTape of(Venue venue) {
        venueOfNoInstrument = venue;
        return this;
    }

    AlertTape tick(String time) {
        events.tick().at(time).send();
        return this;
    }

    AlertTape trade(String price) {
        events.trade().price(price).send();
        return this;
    }

    /** Puts a new stage in the place of this one, with the state that this one saves. */
    void restore() {
        SnapshotWriter writer = new SnapshotWriter(1024);
        stage.save(writer);
        stage = new AlertsStage(this::take, SnapshotSink.NONE);
        stage.load(new SnapshotReader(writer.buffer(), 0, writer.length()));
    }

    /** Has an alert made of instrument 1 that fires once. */
    AlertTape create(AlertCondition condition, double threshold) {
        return create(condition, threshold, command -> {});
    }

    AlertTape create(AlertCondition condition, double threshold, Consumer<AlertCommandEncoder> more) {
        return create(1, condition, threshold, more);
    }

    AlertTape create(int instrument, AlertCondition condition, double threshold, Consumer<AlertCommandEncoder> more) {
        return command(instrument, AlertAction.CREATE, command -> {
            command.condition(condition).threshold(threshold).timeframe(60).once(BooleanType.T);
            command.comparison(AlertComparison.ABOVE).left(AlertField.NONE).right(AlertField.NONE);
            more.accept(command);
        });
    }

    AlertTape command(int instrument, AlertAction action, Consumer<AlertCommandEncoder> more) {
        commands++;
        return again(instrument, action, more);
    }

    /** Sends a command with the id of the one before. */
    AlertTape again(int instrument, AlertAction action, Consumer<AlertCommandEncoder> more) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        AlertCommandEncoder command = new AlertCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .action(action)
                .owner("ann")
                .name("mine");
        command.commandId().mostSignificant(7).leastSignificant(commands);
        more.accept(command);
        return send(instrument, AlertCommandEncoder.BLOCK_LENGTH);
    }

    AlertTape indicators(Consumer<IndicatorsEncoder> values) {
        IndicatorsEncoder indicators =
                new IndicatorsEncoder().wrapAndApplyHeader(buffer, 0, header).timeframe(60);
        values.accept(indicators);
        return send(1, IndicatorsEncoder.BLOCK_LENGTH);
    }

    AlertTape bar(long volume) {
        new BarEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .volume(volume)
                .kind(BarKind.TIME)
                .state(BarState.CLOSED)
                .timeframe(60)
                .priceExponent((byte) 0)
                .quantityExponent((byte) 0);
        return send(1, BarEncoder.BLOCK_LENGTH);
    }

    AlertTape top(long bid, long ask, BookState state) {
        new BookTopEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .bidPrice(bid)
                .askPrice(ask)
                .state(state)
                .priceExponent((byte) 0)
                .quantityExponent((byte) 0);
        return send(1, BookTopEncoder.BLOCK_LENGTH);
    }

    /** Says how far a feature of model 4 has drifted, or, by 65535, what it says. */
    AlertTape drift(int index, double stabilityIndex) {
        return drift(index, stabilityIndex, BooleanType.F);
    }

    AlertTape shadowDrift(int index, double stabilityIndex) {
        return drift(index, stabilityIndex, BooleanType.T);
    }

    private AlertTape drift(int index, double stabilityIndex, BooleanType shadow) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new ModelDriftEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .stabilityIndex(stabilityIndex)
                .modelId(4)
                .modelVersion(1)
                .index(index)
                .shadow(shadow);
        return send(0, ModelDriftEncoder.BLOCK_LENGTH);
    }

    AlertTape prediction(double up, boolean isShadow) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new PredictionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .up(up)
                .down(1 - up)
                .modelId(4)
                .modelVersion(1)
                .shadow(isShadow ? BooleanType.T : BooleanType.F);
        return send(1, PredictionEncoder.BLOCK_LENGTH);
    }

    AlertTape position(long quantity) {
        new PositionEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .quantity(quantity)
                .accountId(3)
                .quantityExponent((byte) 0)
                .moneyExponent((byte) 0);
        return send(1, PositionEncoder.BLOCK_LENGTH);
    }

    AlertTape drawdown(double drawdown, int strategyId) {
        new PortfolioEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .drawdown(drawdown)
                .accountId(3)
                .strategyId(strategyId)
                .moneyExponent((byte) 0);
        return send(0, PortfolioEncoder.BLOCK_LENGTH);
    }

    private AlertTape send(int instrument, int blockLength) {
        int venue = instrument == 0 ? venueOfNoInstrument.value() : Venue.SIMULATOR.value();
        EventPrefix.writeInput(buffer, 0, events.time(), events.time(), instrument, EventPrefix.venueFlags(venue, 0));
        send(buffer, 0, HEADER + blockLength);
        return this;
    }

    private void send(DirectBuffer event, int offset, int length) {
        tap.onEvent(event, offset, length);
        stage.onEvent(event, offset, length);
    }

    private void take(DirectBuffer event, int offset, int length) {
        switch (EventPrefix.templateId(event, offset)) {
            case AlertTriggeredDecoder.TEMPLATE_ID -> {
                AlertTriggeredDecoder fired = new AlertTriggeredDecoder().wrapAndApplyHeader(event, offset, read);
                said.add("%d fired: %s against %s".formatted(fired.alertId(), fired.value(), fired.bound()));
            }
            case AlertDecoder.TEMPLATE_ID -> {
                AlertDecoder alert = new AlertDecoder().wrapAndApplyHeader(event, offset, read);
                said.add("%d of %s is %s"
                        .formatted(
                                alert.alertId(),
                                alert.owner(),
                                alert.state().name().toLowerCase(Locale.ROOT)));
            }
            case CommandResultDecoder.TEMPLATE_ID -> {
                CommandResultDecoder result = new CommandResultDecoder().wrapAndApplyHeader(event, offset, read);
                said.add("result %d of %d".formatted(result.errorCode(), result.objectId()));
            }
            default -> {}
        }
    }

    /** Returns the nanoseconds of a time of the day that events are of. */
    static long ns(String time) {
        return EventBuilder.nanos(time);
    }
}

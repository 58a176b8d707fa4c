package org.millrace.engine.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertCommandEncoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.PortfolioEncoder;
import org.millrace.codecs.sbe.PositionEncoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.snapshot.SnapshotSink;

/** Holds what alerts fire in the whole line against what it published before: trades, quotes, bars and indicators. */
class AlertLineTest {
    private static final int EVENTS = 8_000;
    private static final int COMMANDS_AT = 5; // behind what a market begins with
    private static final int SECOND = 1;
    private static final double UNIT = 1e-8;
    private static final double ABOVE = 60_000.5;
    private static final double BELOW = 59_999.5;
    private static final double STRONG = 60;
    private static final double WEAK = 40;
    private static final double SPIKE = 1.3;
    private static final double SPREAD = 0.01;
    private static final double AHEAD = 1.000001;

    private final List<byte[]> commands = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final Map<Long, String> expected = new TreeMap<>();
    private final Map<Long, String> fired = new LinkedHashMap<>();
    private double price = Double.NaN;
    private double otherPrice = Double.NaN;
    private double volume = Double.NaN;
    private double close = Double.NaN;
    private double macdAhead = Double.NaN;
    private double closeAhead = Double.NaN;

    @Test
    void shouldFireEachConditionWithTheEventThatMakesItTrue() {
        create(AlertCondition.PRICE_ABOVE, ABOVE);
        create(AlertCondition.PRICE_BELOW, BELOW);
        create(AlertCondition.RSI_ABOVE, STRONG);
        create(AlertCondition.RSI_BELOW, WEAK);
        create(AlertCondition.MACD_CROSSOVER, 1);
        create(AlertCondition.MACD_CROSSOVER, -1);
        create(AlertCondition.VOLUME_SPIKE, SPIKE);
        create(AlertCondition.SPREAD, SPREAD);
        create(1, AlertCondition.COMPARISON, 1, command -> command.left(AlertField.CLOSE)
                .comparison(AlertComparison.CROSSES_ABOVE)
                .right(AlertField.SMA_20));
        create(1, AlertCondition.COMPARISON, AHEAD, command -> command.left(AlertField.PRICE)
                .right(AlertField.PRICE)
                .otherInstrumentId(2));
        List<byte[]> messages = Inputs.market(EVENTS, 7).messages();
        messages.addAll(COMMANDS_AT, commands);

        try (TestLine line = new TestLine(TestLine.FUSED, SnapshotSink.NONE)) {
            line.run(messages);
            ((MemoryJournal) line.outputs).replay(1, this::onEvent);
        }

        assertEquals(10, expected.size(), () -> "a market in which everything happens: " + expected);
        assertEquals(expected, new TreeMap<>(fired));
    }

    @Test
    void shouldWatchPositionsAndPortfoliosAsSoonAsTheyArePublished() {
        create(AlertCondition.POSITION_LIMIT, 5);
        create(0, AlertCondition.DRAWDOWN_LIMIT, 0.2, command -> {});
        List<byte[]> messages = Inputs.market(10, 7).messages();
        position(5);
        drawdown(0.2);
        position(-6);
        drawdown(0.25);
        messages.addAll(COMMANDS_AT, commands);

        try (TestLine line = new TestLine(TestLine.FUSED, SnapshotSink.NONE)) {
            line.run(messages);
            ((MemoryJournal) line.outputs).replay(1, this::onEvent);
        }

        assertEquals(Map.of(1L, "6.0 against 5.0", 2L, "0.25 against 0.2"), fired);
    }

    private void create(AlertCondition condition, double threshold) {
        create(1, condition, threshold, command -> {});
    }

    private void create(
            int instrumentId, AlertCondition condition, double threshold, Consumer<AlertCommandEncoder> more) {
        AlertCommandEncoder command = new AlertCommandEncoder()
                .wrapAndApplyHeader(clear(), 0, header)
                .action(AlertAction.CREATE)
                .condition(condition)
                .threshold(threshold)
                .timeframe(SECOND)
                .comparison(AlertComparison.ABOVE)
                .left(AlertField.NONE)
                .right(AlertField.NONE)
                .once(BooleanType.T);
        command.commandId().mostSignificant(1).leastSignificant(commands.size());
        more.accept(command);
        add(instrumentId, AlertCommandEncoder.BLOCK_LENGTH);
    }

    private void position(long quantity) {
        new PositionEncoder().wrapAndApplyHeader(clear(), 0, header).quantity(quantity);
        add(1, PositionEncoder.BLOCK_LENGTH);
    }

    private void drawdown(double drawdown) {
        new PortfolioEncoder().wrapAndApplyHeader(clear(), 0, header).drawdown(drawdown);
        add(0, PortfolioEncoder.BLOCK_LENGTH);
    }

    private UnsafeBuffer clear() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return buffer;
    }

    private void add(int instrumentId, int blockLength) {
        long timeNs = EventPrefix.eventTime(
                new UnsafeBuffer(Inputs.market(0, 7).messages().get(0)), 0);
        int venue = instrumentId == 0 ? Venue.NONE.value() : Venue.BINANCE.value();
        EventPrefix.writeInput(buffer, 0, timeNs, timeNs, instrumentId, EventPrefix.venueFlags(venue, 0));
        byte[] message = new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength];
        buffer.getBytes(0, message);
        commands.add(message);
    }

    /** Takes what the line put out; of each alert the first time that it is true is when it must fire. */
    private void onEvent(DirectBuffer event, int offset, int length) {
        int instrumentId = EventPrefix.instrumentId(event, offset);
        boolean isSuspect = (EventPrefix.flags(event, offset) & EventPrefix.ANOMALY) != 0;
        switch (EventPrefix.templateId(event, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                if (!isSuspect) {
                    onTrade(instrumentId, new TradeDecoder().wrapAndApplyHeader(event, offset, read));
                }
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                if (instrumentId == 1) {
                    onQuote(new QuoteDecoder().wrapAndApplyHeader(event, offset, read));
                }
            }
            case BarDecoder.TEMPLATE_ID -> {
                BarDecoder bar = new BarDecoder().wrapAndApplyHeader(event, offset, read);
                if (instrumentId == 1 && bar.timeframe() == SECOND && bar.state() == BarState.CLOSED) {
                    volume = bar.volume() * UNIT;
                    close = bar.close() * UNIT;
                }
            }
            case IndicatorsDecoder.TEMPLATE_ID -> {
                IndicatorsDecoder values = new IndicatorsDecoder().wrapAndApplyHeader(event, offset, read);
                if (instrumentId == 1 && values.timeframe() == SECOND) {
                    onIndicators(values);
                }
            }
            case AlertTriggeredDecoder.TEMPLATE_ID -> {
                AlertTriggeredDecoder alert = new AlertTriggeredDecoder().wrapAndApplyHeader(event, offset, read);
                fired.put(alert.alertId(), rounded(alert.value(), alert.bound()));
            }
            default -> {}
        }
    }

    private void onTrade(int instrumentId, TradeDecoder trade) {
        if (instrumentId == 1) {
            price = trade.price() * UNIT;
            when(1, price > ABOVE, price, ABOVE);
            when(2, price < BELOW, price, BELOW);
        } else if (instrumentId == 2) {
            otherPrice = trade.price() * UNIT;
        }
        when(10, price > otherPrice * AHEAD, price, otherPrice * AHEAD);
    }

    private void onQuote(QuoteDecoder quote) {
        double spread = (quote.askPrice() - quote.bidPrice()) * UNIT;
        when(8, spread > SPREAD, spread, SPREAD);
    }

    private void onIndicators(IndicatorsDecoder values) {
        when(3, values.rsi14() > STRONG, values.rsi14(), STRONG);
        when(4, values.rsi14() < WEAK, values.rsi14(), WEAK);
        double ahead = values.macd() - values.macdSignal();
        when(5, macdAhead < 0 && ahead > 0, values.macd(), values.macdSignal());
        when(6, macdAhead > 0 && ahead < 0, values.macd(), values.macdSignal());
        macdAhead = ahead;
        when(7, volume > values.volumeSma20() * SPIKE, volume, values.volumeSma20() * SPIKE);
        double above = close - values.sma20();
        when(9, closeAhead < 0 && above > 0, close, values.sma20());
        closeAhead = above;
    }

    private void when(long alertId, boolean isTrue, double value, double bound) {
        if (isTrue) {
            expected.putIfAbsent(alertId, rounded(value, bound));
        }
    }

    private static String rounded(double value, double bound) {
        return Math.round(value * 1e6) / 1e6 + " against " + Math.round(bound * 1e6) / 1e6;
    }
}

package org.millrace.feeds.history;

import java.util.EnumMap;
import java.util.Map;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.VenueInstrument;

/** Publishes rows as events that were never received: receive time 0, but for observations, which are known late. */
final class RowWriter {
    private static final long NEVER = 0;

    private final EventPublisher publisher;
    private final Map<Venue, InputWriter> writers = new EnumMap<>(Venue.class);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();

    RowWriter(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** Publishes a row; false if the ring is full. */
    boolean write(HistoryRow row, RowValues values) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        HistoryInstrument instrument = row.series().instrument();
        InputWriter writer =
                writers.computeIfAbsent(instrument.venue(), venue -> new InputWriter(venue.value(), publisher));
        switch (row.series().kind()) {
            case TRADE -> trade(writer, instrument.resolved(), row, values);
            case BAR -> bar(writer, instrument.resolved(), row, values);
            case QUOTE -> quote(writer, instrument.resolved(), row, values);
            case METRIC ->
                writer.metric(0, instrument.resolved(), row.eventTime(), row.time())
                        .value(row.value())
                        .metricId(row.series().metricId())
                        .resolution(row.series().seconds());
        }
        publisher.commit();
        return true;
    }

    /** Publishes the clock's beat; false if the ring is full. */
    boolean tick(long time) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        tick.wrapAndApplyHeader(publisher.slot(0), 0, header);
        EventPrefix.writeInput(tick.buffer(), 0, time, NEVER, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
        publisher.commit();
        return true;
    }

    private static void trade(InputWriter writer, VenueInstrument instrument, HistoryRow row, RowValues values) {
        writer.trade(0, instrument, row.eventTime(), NEVER)
                .tradeId(row.tradeId())
                .venueSequence(row.tradeId())
                .price(values.of(RowField.PRICE))
                .quantity(values.of(RowField.QUANTITY))
                .aggressorSide(row.side());
    }

    private static void bar(InputWriter writer, VenueInstrument instrument, HistoryRow row, RowValues values) {
        writer.bar(0, instrument, row.eventTime(), NEVER)
                .startTime(row.startTime())
                .open(values.of(RowField.OPEN))
                .high(values.of(RowField.HIGH))
                .low(values.of(RowField.LOW))
                .close(values.of(RowField.CLOSE))
                .volume(values.of(RowField.VOLUME))
                .buyVolume(values.of(RowField.BUY_VOLUME))
                .tradeCount(row.tradeCount())
                .timeframe(row.series().seconds())
                .closed(BooleanType.T)
                .notional()
                .high(values.notionalHigh())
                .low(values.notionalLow());
    }

    private static void quote(InputWriter writer, VenueInstrument instrument, HistoryRow row, RowValues values) {
        writer.quote(0, instrument, row.eventTime(), NEVER)
                .venueSequence(0)
                .bidPrice(values.of(RowField.BID_PRICE))
                .bidQuantity(values.of(RowField.BID_QUANTITY))
                .askPrice(values.of(RowField.ASK_PRICE))
                .askQuantity(values.of(RowField.ASK_QUANTITY));
    }
}

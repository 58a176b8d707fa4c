package org.millrace.engine.quality;

import static org.millrace.codecs.sbe.RejectReason.INCONSISTENT;
import static org.millrace.codecs.sbe.RejectReason.NULL_VAL;
import static org.millrace.codecs.sbe.RejectReason.PRICE_NOT_POSITIVE;
import static org.millrace.codecs.sbe.RejectReason.QUANTITY_NOT_POSITIVE;
import static org.millrace.codecs.sbe.RejectReason.TIME_INVALID;
import static org.millrace.codecs.sbe.RejectReason.TOO_OLD;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.time.VenueClocks;

/**
 * What cannot be true. Each method answers whether an event is accepted, cheapest check first; where not,
 * {@link #rejection()} says why. Ids are looked at last, so that a refused event leaves no trace.
 */
final class RejectRules {
    /** 2009-01-01 and 2100-01-01, UTC: no market data is from before or after. */
    private static final long EARLIEST_NS = 1_230_768_000_000_000_000L;

    private static final long LATEST_NS = 4_102_444_800_000_000_000L;

    /** How far after the venue's now an event may be; more of them in a row than this mean that the venue's clock moved. */
    private static final long AHEAD_NS = 300_000_000_000L;

    private static final int AHEAD_IN_A_ROW = 2;
    private static final int VENUES = 256;
    private static final int ALPACA = Venue.ALPACA.value();

    private final VenueClocks clocks = new VenueClocks();
    private final int[] aheadInARow = new int[VENUES];
    private final Rejection rejection = new Rejection();

    /** Returns why the last event was refused; valid until the next is judged. */
    Rejection rejection() {
        return rejection;
    }

    boolean accepts(TradeDecoder trade, DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        long id = trade.tradeId();
        long price = trade.price();
        long quantity = trade.quantity();
        rejection.venueSequence = id;
        if (price <= 0) {
            return rejection.because(PRICE_NOT_POSITIVE, price, 0, trade.priceExponent());
        }
        if (quantity <= 0) {
            return rejection.because(QUANTITY_NOT_POSITIVE, quantity, 0, trade.quantityExponent());
        }
        long eventTime = EventPrefix.eventTime(buffer, offset);
        if (!isTime(eventTime) || !isTimely(buffer, offset, instrument)) {
            return false;
        }
        if (EventPrefix.venue(buffer, offset) == ALPACA) {
            return true; // each exchange of a consolidated tape counts for itself
        }
        RejectReason order = instrument.tradeIds.next(id, eventTime);
        return order == NULL_VAL || rejection.because(order, id, instrument.tradeIds.highest(), 0);
    }

    boolean accepts(QuoteDecoder quote, DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        rejection.venueSequence = quote.venueSequence();
        if (!isSide(quote, quote.bidPrice(), quote.bidQuantity())
                || !isSide(quote, quote.askPrice(), quote.askQuantity())
                || !isTimely(buffer, offset, instrument)) {
            return false;
        }
        long before = instrument.quoteVenueSequence();
        RejectReason order = instrument.nextQuote(quote.venueSequence());
        return order == NULL_VAL || rejection.because(order, quote.venueSequence(), before, 0);
    }

    boolean accepts(BookUpdateDecoder update, DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        rejection.venueSequence = update.venueSequenceLast();
        BookUpdateDecoder.LevelsDecoder levels = update.levels();
        while (levels.hasNext()) {
            levels.next();
            if (levels.price() <= 0) {
                return rejection.because(PRICE_NOT_POSITIVE, levels.price(), 0, update.priceExponent());
            }
            if (levels.quantity() < 0) {
                return rejection.because(QUANTITY_NOT_POSITIVE, levels.quantity(), 0, update.quantityExponent());
            }
        }
        return isTimely(buffer, offset, instrument);
    }

    boolean accepts(VenueBarDecoder bar, DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        rejection.venueSequence = 0;
        long low = bar.low();
        long high = bar.high();
        if (low <= 0) {
            return rejection.because(PRICE_NOT_POSITIVE, low, 0, bar.priceExponent());
        }
        if (bar.volume() < 0) {
            return rejection.because(QUANTITY_NOT_POSITIVE, bar.volume(), 0, bar.quantityExponent());
        }
        if (Math.max(bar.open(), bar.close()) > high || Math.min(bar.open(), bar.close()) < low) {
            return rejection.because(INCONSISTENT, low, high, bar.priceExponent());
        }
        if (!isTimely(buffer, offset, instrument)) {
            return false;
        }
        long eventTime = EventPrefix.eventTime(buffer, offset);
        RejectReason order = instrument.venueBars.next(bar, eventTime);
        return order == NULL_VAL || rejection.because(order, eventTime, bar.startTime(), 0);
    }

    void save(SnapshotWriter out) {
        clocks.save(out);
        for (int count : aheadInARow) {
            out.putInt(count);
        }
    }

    void load(SnapshotReader in) {
        clocks.load(in);
        for (int i = 0; i < VENUES; i++) {
            aheadInARow[i] = in.getInt();
        }
    }

    /** A side of a quote is empty, price and quantity 0, or has a price; a quantity of 0 there is one that was not told. */
    private boolean isSide(QuoteDecoder quote, long price, long quantity) {
        if ((price | quantity) == 0) {
            return true;
        }
        if (price <= 0) {
            return rejection.because(PRICE_NOT_POSITIVE, price, 0, quote.priceExponent());
        }
        return quantity >= 0 || rejection.because(QUANTITY_NOT_POSITIVE, quantity, 0, quote.quantityExponent());
    }

    private boolean isTime(long eventTime) {
        if (eventTime < EARLIEST_NS) {
            return rejection.because(TIME_INVALID, eventTime, EARLIEST_NS, 0);
        }
        return eventTime < LATEST_NS || rejection.because(TIME_INVALID, eventTime, LATEST_NS, 0);
    }

    /** An event to which its decoder gave the receive time, or that has none, has no time of its own to judge. */
    private boolean isTimely(DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        long eventTime = EventPrefix.eventTime(buffer, offset);
        long receiveTime = EventPrefix.receiveTime(buffer, offset);
        if (eventTime == receiveTime) {
            return true;
        }
        if (!isTime(eventTime)) {
            return false;
        }
        int venue = EventPrefix.venue(buffer, offset);
        long age = clocks.age(venue, eventTime, receiveTime);
        long limit = instrument.thresholds.ageNs();
        if (age > limit) {
            // a snapshot tells what is there now, though nothing of it may have changed for hours
            boolean isSnapshot = (EventPrefix.flags(buffer, offset) & EventPrefix.SNAPSHOT) != 0;
            return isSnapshot || rejection.because(TOO_OLD, age, limit, 0);
        }
        if (age < -AHEAD_NS && aheadInARow[venue]++ < AHEAD_IN_A_ROW) {
            return rejection.because(TIME_INVALID, eventTime, eventTime + age + AHEAD_NS, 0);
        }
        aheadInARow[venue] = 0;
        clocks.observe(venue, eventTime, receiveTime);
        return true;
    }
}

package org.millrace.engine.quality;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** All that Quality knows of one instrument. */
final class InstrumentQuality {
    /** Trades before a price, and before a quantity, can be called unusual; less where the window is smaller. */
    private static final int PRICE_SAMPLES = 5;

    private static final int QUANTITY_SAMPLES = 20;

    /** Of a quote's sequence: a longer step may come of a damaged number, so one back is taken after it. */
    private static final long MAX_STEP = 1_000_000_000;

    final int id;
    final int venue;
    final Thresholds thresholds = new Thresholds();
    final QualityCounters counters = new QualityCounters();
    final TradeIds tradeIds = new TradeIds();
    final Suspects suspects = new Suspects();
    final VenueBarTimes venueBars = new VenueBarTimes();
    boolean gapOpen = true;
    private TradeWindow window = new TradeWindow(thresholds.window());
    private long quoteVenueSequence;
    private long quoteSequence;
    private double quoteMid = Double.NaN;
    private boolean quotesMayRestart;
    private long confirmedPrice;
    private int confirmedTrades;

    InstrumentQuality(int id, int venue) {
        this.id = id;
        this.venue = venue;
    }

    /** Takes over the values for all instruments that it has not its own of. */
    void inherit(Thresholds forAll) {
        thresholds.inherit(forAll);
        resize();
    }

    void set(Setting setting, double value, boolean own) {
        if (own) {
            thresholds.setOwn(setting, value);
        } else {
            thresholds.setForAll(setting, value);
        }
        resize();
    }

    /** Tells that the connection, or the engine, started again: a venue may count anew. */
    void restart() {
        tradeIds.restart();
        venueBars.restart();
        quotesMayRestart = true;
    }

    /** Returns from which time on a score is due, UTC ns. */
    long scoreDueNs() {
        return counters.lastTime() + thresholds.scoreIntervalNs();
    }

    double mean() {
        return window.mean();
    }

    boolean isPriceSuspect(long price) {
        if (window.count() < Math.min(PRICE_SAMPLES, window.capacity())) {
            return false;
        }
        double distance = price - window.mean();
        if (Math.abs(distance) <= thresholds.move() * window.mean()) {
            return false;
        }
        double zScore = thresholds.zScore();
        return distance * distance > zScore * zScore * window.variance() && !isOnConfirmedLevel(price);
    }

    boolean isQuantitySuspect(long quantity) {
        return window.count() >= Math.min(QUANTITY_SAMPLES, window.capacity())
                && quantity > thresholds.volumeRatio() * window.meanQuantity();
    }

    /**
     * Takes a trade into the window: one whose price is believed, or has been confirmed. A large quantity at such a price
     * counts at once: it is the first of a sweep, and what follows it is not unusual any more.
     */
    void addToWindow(long price, long quantity) {
        window.add(price, quantity);
        if (confirmedTrades > 0) {
            confirmedTrades--;
        }
    }

    /** Takes a price that the market confirmed as a level that may be traded at, until the window has come to it. */
    void confirmLevel(long price) {
        confirmedPrice = price;
        confirmedTrades = window.capacity();
    }

    /** Judges a quote's venue sequence; 0 is none. {@code NULL_VAL}: accepted. */
    RejectReason nextQuote(long venueSequence) {
        if (venueSequence == 0) {
            return RejectReason.NULL_VAL;
        }
        if (venueSequence == quoteVenueSequence) {
            return RejectReason.DUPLICATE;
        }
        if (venueSequence < quoteVenueSequence && !quotesMayRestart) {
            return RejectReason.OUT_OF_ORDER;
        }
        quotesMayRestart = quoteVenueSequence != 0 && venueSequence - quoteVenueSequence > MAX_STEP;
        quoteVenueSequence = venueSequence;
        return RejectReason.NULL_VAL;
    }

    long quoteVenueSequence() {
        return quoteVenueSequence;
    }

    /** Remembers the newest quote as evidence. */
    void quoted(long sequence, double mid) {
        quoteSequence = sequence;
        quoteMid = mid;
    }

    /** Returns half of bid plus ask of the newest quote if it came after an input; otherwise NaN. */
    double quoteMidAfter(long sequence) {
        return quoteSequence > sequence ? quoteMid : Double.NaN;
    }

    void save(SnapshotWriter out) {
        out.putInt(id).putInt(venue).putBoolean(gapOpen);
        thresholds.save(out);
        counters.save(out);
        tradeIds.save(out);
        suspects.save(out);
        venueBars.save(out);
        window.save(out);
        out.putLong(quoteVenueSequence).putLong(quoteSequence).putDouble(quoteMid);
        out.putBoolean(quotesMayRestart).putLong(confirmedPrice).putInt(confirmedTrades);
    }

    static InstrumentQuality load(SnapshotReader in) {
        InstrumentQuality instrument = new InstrumentQuality(in.getInt(), in.getInt());
        instrument.gapOpen = in.getBoolean();
        instrument.thresholds.load(in);
        instrument.counters.load(in);
        instrument.tradeIds.load(in);
        instrument.suspects.load(in);
        instrument.venueBars.load(in);
        instrument.window = TradeWindow.load(in);
        instrument.quoteVenueSequence = in.getLong();
        instrument.quoteSequence = in.getLong();
        instrument.quoteMid = in.getDouble();
        instrument.quotesMayRestart = in.getBoolean();
        instrument.confirmedPrice = in.getLong();
        instrument.confirmedTrades = in.getInt();
        return instrument;
    }

    private boolean isOnConfirmedLevel(long price) {
        return confirmedTrades > 0 && Math.abs((double) price - confirmedPrice) <= thresholds.move() * confirmedPrice;
    }

    private void resize() {
        if (window.capacity() != thresholds.window()) {
            window = new TradeWindow(thresholds.window());
        }
    }
}

package org.millrace.engine.exchange;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What is known of an instrument's market. Each market has one kind of source, the best that was seen of it: a book,
 * else quotes, else bars.
 */
public final class Market {
    private static final double ROUNDING = 1e-9; // 0.1 is not quite a tenth

    private final int instrumentId;
    private final Shown shown = new Shown();
    private int priceExponent;
    private int quantityExponent;
    private int venue;
    private AssetClass assetClass = AssetClass.UNKNOWN;
    private TradingHours hours = TradingHours.ALWAYS;
    private long base;
    private long quote;
    private double mark;
    private boolean booked;
    private boolean live;
    private boolean quoted;
    private boolean fresh;
    private long lastPrice;
    private long lastNs;
    private int barTimeframe;
    private long barEndNs;

    Market(int instrumentId) {
        this.instrumentId = instrumentId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public int priceExponent() {
        return priceExponent;
    }

    public int quantityExponent() {
        return quantityExponent;
    }

    /** Returns the exponent of a price times a quantity. */
    public int exponents() {
        return priceExponent + quantityExponent;
    }

    public int venue() {
        return venue;
    }

    public AssetClass assetClass() {
        return assetClass;
    }

    /** Returns when its days end. */
    public TradingHours hours() {
        return hours;
    }

    /** Returns what is bought with it, as {@link Currency} numbers them: of BTC-USDT it is BTC; none: it is no pair. */
    public long base() {
        return base;
    }

    /** Returns what it is priced in. */
    public long quote() {
        return quote;
    }

    /** Returns a price times a quantity, both mantissas, in the currency that it is priced in. */
    public double money(double priceTimesQuantity) {
        return Decimals.scale(priceTimesQuantity, exponents());
    }

    /** Returns when the market last said a price, UTC ns of event time; 0: never. */
    public long lastNs() {
        return lastNs;
    }

    /**
     * Returns what a position is valued at, a mantissa: the middle of bid and ask, else the last price that was told; 0:
     * not known.
     */
    public double mark() {
        return mark;
    }

    /** Returns the price that one who takes is likely to get; 0: not known. */
    public long takerPrice(Side side) {
        if (!isTwoSided()) {
            return (long) mark;
        }
        return side == Side.BUY ? shown.ask() : shown.bid();
    }

    /** Returns a quantity as a mantissa of the instrument's exponent, rounded down. */
    public long quantity(double value) {
        return (long) StrictMath.floor(Decimals.scale(value, -quantityExponent) + ROUNDING);
    }

    /** Returns a price as a mantissa of the instrument's exponent, the nearest. */
    public long price(double value) {
        return StrictMath.round(Decimals.scale(value, -priceExponent));
    }

    Shown shown() {
        return shown;
    }

    /** Tells whether orders can be matched with what is shown. */
    boolean isOpen() {
        return booked ? live : fresh;
    }

    /** Tells whether nothing but trades tells of it. */
    boolean hasTradesOnly() {
        return hasBarsOnly() && barTimeframe == 0;
    }

    /** Tells whether nothing but bars tells of it. */
    public boolean hasBarsOnly() {
        return !booked && !quoted;
    }

    boolean isBooked() {
        return booked;
    }

    long lastPrice() {
        return lastPrice;
    }

    void define(InstrumentDefinitionDecoder definition, int ofVenue) {
        priceExponent = definition.priceExponent();
        quantityExponent = definition.quantityExponent();
        venue = ofVenue;
        assetClass = definition.assetClass();
        hours = TradingHours.of(definition.tradingHoursId());
        String name = definition.name();
        base = Currency.base(name, assetClass);
        quote = Currency.quote(name, assetClass, Venue.get((short) venue));
    }

    /** Begins a book anew. */
    void beginBook() {
        shown.clear();
        booked = true;
    }

    void apply(BookUpdateDecoder.LevelsDecoder levels) {
        while (levels.hasNext()) {
            levels.next();
            shown.set(levels.side(), levels.price(), levels.quantity());
        }
    }

    /** Notes whether the book is whole. */
    void live(boolean whole, long timeNs) {
        live = whole;
        if (whole) {
            lastNs = timeNs;
            markMiddle();
        }
    }

    void quote(long bidPrice, long bidQuantity, long askPrice, long askQuantity, long timeNs) {
        quoted = true;
        fresh = true;
        shown.setOnly(Side.BUY, bidPrice, bidQuantity);
        shown.setOnly(Side.SELL, askPrice, askQuantity);
        lastNs = timeNs;
        markMiddle();
    }

    void trade(long price, long timeNs) {
        lastPrice = price;
        lastNs = timeNs;
        if (!isTwoSided()) {
            mark = price;
        }
    }

    /** Tells whether a bar is of the finest timeframe that there is. */
    boolean isFinest(int timeframe) {
        if (barTimeframe == 0 || timeframe < barTimeframe) {
            barTimeframe = timeframe;
        }
        return timeframe == barTimeframe;
    }

    /** Returns when the bar before ended, UTC ns of event time. */
    long barEndNs() {
        return barEndNs;
    }

    void bar(long close, long endNs) {
        trade(close, endNs);
        barEndNs = endNs;
    }

    /** All that was shown may be past: an engine begins. */
    void interrupt() {
        live = false;
        fresh = false;
        shown.clear();
    }

    void save(SnapshotWriter out) {
        out.putInt(instrumentId).putInt(priceExponent).putInt(quantityExponent);
        out.putInt(venue)
                .putInt(assetClass.value())
                .putInt(hours.id())
                .putLong(base)
                .putLong(quote)
                .putDouble(mark);
        out.putBoolean(booked).putBoolean(live).putBoolean(quoted).putBoolean(fresh);
        out.putLong(lastPrice).putLong(lastNs).putInt(barTimeframe).putLong(barEndNs);
        shown.save(out);
    }

    static Market load(SnapshotReader in) {
        Market market = new Market(in.getInt());
        market.priceExponent = in.getInt();
        market.quantityExponent = in.getInt();
        market.venue = in.getInt();
        market.assetClass = AssetClass.get((short) in.getInt());
        market.hours = TradingHours.of(in.getInt());
        market.base = in.getLong();
        market.quote = in.getLong();
        market.mark = in.getDouble();
        market.booked = in.getBoolean();
        market.live = in.getBoolean();
        market.quoted = in.getBoolean();
        market.fresh = in.getBoolean();
        market.lastPrice = in.getLong();
        market.lastNs = in.getLong();
        market.barTimeframe = in.getInt();
        market.barEndNs = in.getLong();
        market.shown.load(in);
        return market;
    }

    private void markMiddle() {
        if (isTwoSided()) {
            mark = (shown.bid() + shown.ask()) / 2.0;
        }
    }

    private boolean isTwoSided() {
        return isOpen() && shown.isWhole();
    }
}

package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonItems;
import org.millrace.feeds.json.JsonScalar;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.SymbolTable;

/** Puts single values of a frame into a message's last row, or says what was wrong with them. */
final class RowReader {
    private static final int SECOND_EXPONENT = -9;
    private static final long SECOND_NS = SECONDS.toNanos(1);
    static final long MOST_CHECKSUM = 0xFFFFFFFFL;
    private static final byte[] BUY = "buy".getBytes(UTF_8);
    private static final byte[] SELL = "sell".getBytes(UTF_8);

    private final SymbolTable<KrakenInstrument> symbols;
    private final KrakenMessage message;
    private final JsonScalar scalar = new JsonScalar();
    private final Rfc3339 times = new Rfc3339();
    private KrakenInstrument instrument;

    RowReader(SymbolTable<KrakenInstrument> symbols, KrakenMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    /** Takes a value to be read; false: there is none, and the message says so. */
    boolean take(byte[] bytes, JsonFields fields, int slot, int start, int end) {
        return scalar.take(bytes, fields, slot) || refuse(RejectReason.MALFORMED, start, end - start);
    }

    /** Takes an item to be read, as a field. */
    boolean take(byte[] bytes, JsonItems items, int item, int start, int end) {
        return scalar.take(bytes, items, item) || refuse(RejectReason.MALFORMED, start, end - start);
    }

    JsonScalar scalar() {
        return scalar;
    }

    /** Forgets the instrument that refusals are of. */
    void begin() {
        instrument = null;
    }

    /** Begins a row of the pair that the value taken names. */
    boolean symbol() {
        int length = scalar.length();
        if (!scalar.isText() || length < 1 || length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            return refuse(RejectReason.MALFORMED);
        }
        KrakenInstrument found = symbols.find(scalar.source(), scalar.start(), length);
        if (found == null) {
            return refuse(RejectReason.CAPACITY);
        }
        if (found.id() == InstrumentResolver.UNKNOWN) {
            return refuse(RejectReason.UNKNOWN_INSTRUMENT);
        }
        begin(found);
        return true;
    }

    /** Begins a row of a pair that is known. */
    void begin(KrakenInstrument of) {
        instrument = of;
        message.add(of);
    }

    boolean price(int field) {
        return decimal(field, scalar.decimal(instrument.priceExponent()));
    }

    boolean quantity(int field) {
        return decimal(field, scalar.decimal(instrument.quantityExponent()));
    }

    boolean natural(int field) {
        long value = scalar.natural();
        message.set(field, value);
        return value >= 0 || refuse(RejectReason.MALFORMED);
    }

    boolean checksum() {
        return natural(KrakenMessage.CHECKSUM) && (scalar.natural() <= MOST_CHECKSUM || refuse(RejectReason.MALFORMED));
    }

    /** Reads a time as RFC 3339 has it. */
    boolean time() {
        return time(scalar.isText() ? times.parse(scalar.source(), scalar.start(), scalar.length()) : Rfc3339.INVALID);
    }

    /** Reads a time in seconds with decimals; the latest of those read in a row stays. */
    boolean seconds() {
        return time(scalar.decimal(SECOND_EXPONENT));
    }

    /** Reads when a frame was sent, as RFC 3339 has it. */
    boolean sent() {
        return sent(scalar.isText() ? times.parse(scalar.source(), scalar.start(), scalar.length()) : Rfc3339.INVALID);
    }

    /** Reads when a frame was sent, in seconds with decimals. */
    boolean sentSeconds() {
        return sent(scalar.decimal(SECOND_EXPONENT));
    }

    /** Reads the length of a bar, in minutes. */
    boolean interval() {
        int interval = Intervals.index(scalar.natural());
        message.set(KrakenMessage.INTERVAL, interval);
        return interval >= 0 || refuse(RejectReason.MALFORMED);
    }

    /** Reads when a bar of such a length ends, in seconds whose decimals say nothing: its time is when it begins. */
    boolean barEnd(int interval) {
        message.set(KrakenMessage.INTERVAL, interval);
        long end = scalar.decimal(SECOND_EXPONENT);
        return time(
                Decimals.isError(end)
                        ? Rfc3339.INVALID
                        : end - end % SECOND_NS - SECONDS.toNanos(Intervals.seconds(interval)));
    }

    /** Reads {@code buy} or {@code sell}. */
    boolean side() {
        message.set(KrakenMessage.SIDE, scalar.is(BUY) ? 0 : 1);
        return scalar.is(BUY) || scalar.is(SELL) || refuse(RejectReason.MALFORMED);
    }

    /** Reads {@code b} or {@code s}. */
    boolean sideLetter() {
        byte letter = scalar.isText() && scalar.length() == 1 ? scalar.source()[scalar.start()] : 0;
        message.set(KrakenMessage.SIDE, letter == 'b' ? 0 : 1);
        return letter == 'b' || letter == 's' || refuse(RejectReason.MALFORMED);
    }

    /** Reads the price of a level; the quantity is to follow. Answers as {@link Decimals} do. */
    long levelPrice() {
        message.atLeast(KrakenMessage.PRICE_DECIMALS, scalar.decimals());
        return scalar.decimal(instrument.priceExponent());
    }

    /** Reads the quantity of a level and adds the level. */
    boolean level(long price, Levels to) {
        message.atLeast(KrakenMessage.QUANTITY_DECIMALS, scalar.decimals());
        long quantity = scalar.decimal(instrument.quantityExponent());
        if (Decimals.isError(quantity) || Decimals.isError(price)) {
            return refuse(Refusals.reason(Decimals.isError(price) ? price : quantity));
        }
        to.add(price, quantity);
        return true;
    }

    boolean refuse(RejectReason why, int start, int length) {
        return message.refuse(why, instrument, start, length);
    }

    private boolean refuse(RejectReason why) {
        return refuse(why, scalar.start(), scalar.length());
    }

    private boolean sent(long time) {
        message.sent(time);
        return time >= 0 || refuse(RejectReason.TIME_INVALID);
    }

    private boolean time(long time) {
        if (time < 0) {
            return refuse(RejectReason.TIME_INVALID);
        }
        message.atLeast(KrakenMessage.TIME, time);
        return true;
    }

    private boolean decimal(int field, long number) {
        if (Decimals.isError(number)) {
            return refuse(Refusals.reason(number));
        }
        message.set(field, number);
        return true;
    }
}

package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.AggressorSide;

/**
 * One trade, bar, quote or observation, with its decimals as the text that came: what they are worth depends on the
 * instrument's exponents. Filled again and again.
 */
public final class HistoryRow {
    /** Most bytes of a decimal's text. */
    public static final int MAX_TEXT = 64;

    private static final int SLACK = 32; // decimals are loaded eight bytes at a time, and from before their start

    private final byte[] bytes = new byte[SLACK + RowField.all().size() * MAX_TEXT + SLACK];
    private final UnsafeBuffer text = new UnsafeBuffer(bytes);
    private final int[] lengths = new int[RowField.all().size()];
    private HistorySeries series;
    private long time;
    private long eventTime;
    private long startTime;
    private long tradeId;
    private long tradeCount;
    private double value;
    private AggressorSide side = AggressorSide.UNKNOWN;

    /** Begins a trade. */
    public HistoryRow trade(HistorySeries of, long tradeTime) {
        return begin(of, tradeTime, tradeTime);
    }

    /** Begins a bar, or a quote that ends one: it is known when its interval ends. */
    public HistoryRow bar(HistorySeries of, long start) {
        startTime = start;
        long end = of.endOf(start);
        return begin(of, end, end);
    }

    /** Begins an observation of the interval from {@code start}, known at {@code knownTime}. */
    public HistoryRow metric(HistorySeries of, long start, long knownTime, double observed) {
        startTime = start;
        value = observed;
        return begin(of, start, knownTime);
    }

    private HistoryRow begin(HistorySeries of, long event, long known) {
        series = of;
        eventTime = event;
        time = known;
        tradeId = 0;
        tradeCount = 0;
        side = AggressorSide.UNKNOWN;
        Arrays.fill(lengths, 0);
        return this;
    }

    /** Sets a decimal; false if its text is empty or too long. */
    public boolean set(RowField field, DirectBuffer from, int offset, int length) {
        if (length < 1 || length > MAX_TEXT) {
            return false;
        }
        text.putBytes(offset(field), from, offset, length);
        lengths[field.index()] = length;
        return true;
    }

    /** Sets a decimal; false if its text is empty or too long. */
    public boolean set(RowField field, String decimal) {
        byte[] bytes = decimal.getBytes(US_ASCII);
        return set(field, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** Sets the venue's id of the trade; 0 = none. */
    public HistoryRow tradeId(long id) {
        tradeId = id;
        return this;
    }

    public HistoryRow side(AggressorSide aggressor) {
        side = aggressor;
        return this;
    }

    /** Sets how many trades a bar holds. */
    public HistoryRow tradeCount(long count) {
        tradeCount = count;
        return this;
    }

    public HistorySeries series() {
        return series;
    }

    /** Returns when it was known, ns: rows are told in this order. */
    public long time() {
        return time;
    }

    /** Returns the venue's time of it, ns. */
    public long eventTime() {
        return eventTime;
    }

    /** Returns when its interval began, ns. */
    public long startTime() {
        return startTime;
    }

    public long tradeId() {
        return tradeId;
    }

    public long tradeCount() {
        return tradeCount;
    }

    public double value() {
        return value;
    }

    public AggressorSide side() {
        return side;
    }

    /** Tells whether a decimal was set. */
    public boolean has(RowField field) {
        return lengths[field.index()] > 0;
    }

    DirectBuffer buffer() {
        return text;
    }

    /** Returns the array that offsets of decimals refer to. */
    byte[] bytes() {
        return bytes;
    }

    int offset(RowField field) {
        return SLACK + field.index() * MAX_TEXT;
    }

    int length(RowField field) {
        return lengths[field.index()];
    }

    /** Returns a decimal as it came; empty = it was not set. */
    public String text(RowField field) {
        return text.getStringWithoutLengthAscii(offset(field), length(field));
    }
}

package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.venue.VenueInstrument;

/** A row's decimals as mantissas of its instrument's exponents. */
final class RowValues {
    private static final int MAX_AMOUNT_BITS = 127;

    private final long[] values = new long[RowField.all().size()];
    private final boolean rounds;
    private long notionalHigh;
    private long notionalLow;
    private long roundedCount;

    /**
     * @param rounds whether digits that an exponent does not hold are rounded half-even, or refused
     */
    RowValues(boolean rounds) {
        this.rounds = rounds;
    }

    /** Reads a row's decimals; answers the first that cannot be held, or null. */
    RowField read(HistoryRow row, VenueInstrument instrument) {
        for (RowField field : RowField.all()) {
            if (!row.has(field)) {
                values[field.index()] = 0;
            } else if (!(field.unit() == RowField.Unit.AMOUNT
                    ? readAmount(row, instrument.priceExponent() + instrument.quantityExponent())
                    : readValue(row, field, exponent(field, instrument)))) {
                return field;
            }
        }
        if (!row.has(RowField.NOTIONAL)) {
            notionalHigh = 0;
            notionalLow = 0;
        }
        return null;
    }

    long of(RowField field) {
        return values[field.index()];
    }

    long notionalHigh() {
        return notionalHigh;
    }

    long notionalLow() {
        return notionalLow;
    }

    /** Returns how many values were rounded. */
    long roundedCount() {
        return roundedCount;
    }

    static int exponent(RowField field, VenueInstrument instrument) {
        return field.unit() == RowField.Unit.PRICE ? instrument.priceExponent() : instrument.quantityExponent();
    }

    private boolean readValue(HistoryRow row, RowField field, int exponent) {
        long mantissa = Decimals.parse(row.bytes(), row.offset(field), row.length(field), exponent);
        if (mantissa == Decimals.MALFORMED) {
            return false;
        }
        if (Decimals.isError(mantissa)) {
            mantissa = rounds ? round(row.text(field), exponent) : mantissa;
            if (Decimals.isError(mantissa)) {
                return false;
            }
            roundedCount++;
        }
        values[field.index()] = mantissa;
        return true;
    }

    private static long round(String text, int exponent) {
        String rounded =
                new BigDecimal(text).setScale(-exponent, RoundingMode.HALF_EVEN).toPlainString();
        byte[] bytes = rounded.getBytes(US_ASCII);
        return Decimals.parse(bytes, 0, bytes.length, exponent);
    }

    private boolean readAmount(HistoryRow row, int exponent) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(row.text(RowField.NOTIONAL));
        } catch (NumberFormatException e) {
            return false;
        }
        BigDecimal held = amount.setScale(-exponent, RoundingMode.HALF_EVEN);
        BigInteger mantissa = held.unscaledValue();
        boolean isExact = held.compareTo(amount) == 0;
        if (mantissa.bitLength() > MAX_AMOUNT_BITS || !(isExact || rounds)) {
            return false;
        }
        roundedCount += isExact ? 0 : 1;
        notionalHigh = mantissa.shiftRight(Long.SIZE).longValue();
        notionalLow = mantissa.longValue();
        return true;
    }
}

package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.venue.Refusals;

/** Reads arrays of {@code [side,"price","size"]}, whatever the white space; strings must be without escapes. */
final class ChangeReader {
    private static final byte[] BUY = "buy".getBytes(US_ASCII);
    private static final byte[] SELL = "sell".getBytes(US_ASCII);

    private byte[] bytes;
    private int position;
    private int end;
    private int start; // of the text read last
    private int length;

    /** Adds the levels of an array to the change that the message has begun, or refuses the frame. */
    void read(byte[] from, int arrayStart, int arrayEnd, CoinbaseInstrument of, CoinbaseMessage message) {
        bytes = from;
        position = arrayStart + 1;
        end = arrayEnd;
        if (skips(']')) {
            return;
        }
        do {
            if (!change(of, message)) {
                message.refuse(RejectReason.MALFORMED, arrayStart, arrayEnd - arrayStart);
                return;
            }
        } while (skips(','));
        if (!skips(']') || position != end) {
            message.refuse(RejectReason.MALFORMED, arrayStart, arrayEnd - arrayStart);
        }
    }

    private boolean change(CoinbaseInstrument of, CoinbaseMessage message) {
        if (!skips('[') || !text()) {
            return false;
        }
        boolean isBid = is(BUY);
        if ((!isBid && !is(SELL)) || !skips(',') || !text()) {
            return false;
        }
        long price = decimal(of.priceExponent(), message);
        if (!skips(',') || !text()) {
            return false;
        }
        long quantity = decimal(of.quantityExponent(), message);
        if (isBid) {
            message.books.bids.add(price, quantity);
        } else {
            message.books.asks.add(price, quantity);
        }
        return skips(']');
    }

    private long decimal(int exponent, CoinbaseMessage message) {
        long mantissa = Decimals.parse(bytes, start, length, exponent);
        if (Decimals.isError(mantissa)) {
            message.refuse(Refusals.reason(mantissa), start, length);
        }
        return mantissa;
    }

    private boolean skips(char wanted) {
        position = JsonBytes.skipSpace(bytes, position, end);
        if (position >= end || bytes[position] != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private boolean text() {
        if (!skips('"')) {
            return false;
        }
        start = position;
        int quote = JsonBytes.textEnd(bytes, position, end);
        if (quote >= end || bytes[quote] != '"') {
            return false;
        }
        length = quote - start;
        position = quote + 1;
        return true;
    }

    private boolean is(byte[] word) {
        if (length != word.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}

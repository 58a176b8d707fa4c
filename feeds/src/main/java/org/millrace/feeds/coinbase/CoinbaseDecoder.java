package org.millrace.feeds.coinbase;

import org.agrona.DirectBuffer;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads frames: as the venue has always written them ({@link ExchangeShape}, {@link AdvancedShape}), and what is written
 * otherwise field by field, in any order ({@link ExchangeFields}, {@link AdvancedFields}).
 */
final class CoinbaseDecoder {
    /** Bytes behind a frame that loads may touch; an array that ends sooner makes the frame be copied. */
    static final int SLACK = StraightReader.SLACK;

    private final CoinbaseMessage message = new CoinbaseMessage();
    private final FrameReader shape;
    private final FrameReader fields;
    private final FrameBytes frame = new FrameBytes(SLACK);
    private long fallBacks;

    private CoinbaseDecoder(SymbolTable<CoinbaseInstrument> symbols, boolean isAdvanced) {
        shape = isAdvanced ? new AdvancedShape(symbols, message) : new ExchangeShape(symbols, message);
        fields = isAdvanced ? new AdvancedFields(symbols, message) : new ExchangeFields(symbols, message);
    }

    /** Returns a decoder of the Exchange feed. */
    static CoinbaseDecoder exchange(SymbolTable<CoinbaseInstrument> symbols) {
        return new CoinbaseDecoder(symbols, false);
    }

    /** Returns a decoder of Advanced Trade. */
    static CoinbaseDecoder advanced(SymbolTable<CoinbaseInstrument> symbols) {
        return new CoinbaseDecoder(symbols, true);
    }

    /** Returns what the last frame said; refilled by the next. */
    CoinbaseMessage message() {
        return message;
    }

    /** Returns the array that offsets in the message refer to. */
    byte[] source() {
        return frame.array();
    }

    /** Returns how many frames were written otherwise than expected. */
    long fallBacks() {
        return fallBacks;
    }

    /** Reads a frame; REFUSED: the message says why. */
    FrameKind decode(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset, length);
        message.begin();
        FrameKind kind = shape.read(frame.array(), frame.start(), frame.end());
        if (kind != FrameKind.UNKNOWN) {
            return kind;
        }
        fallBacks++;
        message.begin();
        return fields.read(frame.array(), frame.start(), frame.end());
    }
}

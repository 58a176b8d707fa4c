package org.millrace.feeds.binance;

import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads frames that state the first levels of a book: {@code {"stream":"btcusdt@depth20@100ms","data":{"lastUpdateId":…,
 * "bids":…,"asks":…}}}. They name their symbol nowhere else.
 */
final class PartialDepth {
    private static final int STREAM = JsonFields.NAMED;
    private static final int DATA = JsonFields.NAMED + 1;
    private static final byte[] KIND = {'@', 'd', 'e', 'p', 't', 'h'};
    private static final int CAPITAL = 'a' - 'A';

    final DepthSnapshot levels = new DepthSnapshot();
    private final SymbolTable<BinanceInstrument> symbols;
    private final JsonFields wrapper = new JsonFields("stream", "data");
    private final byte[] symbol = new byte[InstrumentTable.MAX_SYMBOL_LENGTH + JsonBytes.SLACK];
    private BinanceInstrument instrument;

    PartialDepth(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    /** Finds whose levels a frame has; false: nobody's that we know. */
    boolean locate(byte[] bytes, int offset, int end) {
        if (wrapper.scan(bytes, offset, end) == JsonBytes.NONE) {
            return false;
        }
        int stream = wrapper.find(STREAM);
        int data = wrapper.find(DATA);
        if (stream == JsonBytes.NONE || data == JsonBytes.NONE || wrapper.kind(stream) != JsonFields.STRING) {
            return false;
        }
        int length = symbolLength(bytes, wrapper.start(stream), wrapper.end(stream));
        if (length < 1 || length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte letter = bytes[wrapper.start(stream) + i];
            symbol[i] = letter >= 'a' && letter <= 'z' ? (byte) (letter - CAPITAL) : letter;
        }
        instrument = symbols.find(symbol, 0, length);
        return instrument != null && instrument.id() != InstrumentResolver.UNKNOWN;
    }

    /** Reads the levels of the frame that was located last; false: {@link #levels} say why they cannot be. */
    boolean read(byte[] bytes) {
        int data = wrapper.find(DATA);
        return levels.read(bytes, wrapper.start(data), wrapper.end(data), instrument);
    }

    BinanceInstrument instrument() {
        return instrument;
    }

    /** Returns the length of the symbol, 0 where the stream is of another kind. */
    private static int symbolLength(byte[] bytes, int start, int end) {
        for (int i = start; i + KIND.length < end; i++) {
            if (bytes[i] == '@') {
                for (int k = 0; k < KIND.length; k++) {
                    if (bytes[i + k] != KIND[k]) {
                        return 0;
                    }
                }
                return i - start;
            }
        }
        return 0;
    }
}

package org.millrace.bench.decoding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.bench.micro.OneInstrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

/** What a library has read of a frame: the values of fields, the rows that events come of, the levels of a book. */
final class ReadFields {
    private static final int SYMBOLS = 64;
    private static final int MOST_ROWS = 64;

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private final SymbolTable<FollowedInstrument> symbols =
            new SymbolTable<>(Venue.BINANCE.value(), new OneInstrument(), SYMBOLS, FollowedInstrument::new);
    private final Map<String, FollowedInstrument> named = new HashMap<>();
    private final long[] values = new long[Field.COUNT];
    private final long[] rowValues = new long[MOST_ROWS * Field.COUNT];
    private final FollowedInstrument[] instruments = new FollowedInstrument[MOST_ROWS];
    private FollowedInstrument instrument;
    private int rows;

    void begin() {
        Arrays.fill(values, 0);
        bids.clear();
        asks.clear();
        rows = 0;
    }

    void set(Field field, long value) {
        values[field.index()] = value;
    }

    /** Notes the instrument, where a library makes strings. */
    void symbol(String symbol) {
        FollowedInstrument known = named.get(symbol);
        if (known == null) {
            known = symbols.find(symbol);
            named.put(symbol, known);
        }
        instrument = known;
    }

    /** Notes the instrument, where a library says at which bytes the symbol stands; more can be loaded behind them. */
    void symbol(DirectBuffer frame, int start, int length) {
        instrument = symbols.findShort(frame.byteArray(), start, length);
    }

    /** Notes that an object has ended, or an array that stands for one. */
    void end(Field of) {
        switch (of) {
            case ROW -> {
                System.arraycopy(values, 0, rowValues, rows * Field.COUNT, Field.COUNT);
                instruments[rows++] = instrument;
            }
            case BIDS -> bids.add(value(Field.PRICE), value(Field.QUANTITY));
            case ASKS -> asks.add(value(Field.PRICE), value(Field.QUANTITY));
            case CHANGES -> (value(Field.SIDE) == 'b' ? bids : asks).add(value(Field.PRICE), value(Field.QUANTITY));
            default -> {
                // what it held is known
            }
        }
    }

    int rows() {
        return rows;
    }

    long value(int row, Field field) {
        return rowValues[row * Field.COUNT + field.index()];
    }

    FollowedInstrument instrument(int row) {
        return instruments[row];
    }

    /** Returns what was read last of a field. */
    long value(Field field) {
        return values[field.index()];
    }

    /** Returns the instrument that was read last. */
    FollowedInstrument instrument() {
        return instrument;
    }
}

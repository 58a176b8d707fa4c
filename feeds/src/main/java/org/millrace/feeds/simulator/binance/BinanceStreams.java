package org.millrace.feeds.simulator.binance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Numbers the streams of a market: instrument by instrument, kind by kind. */
public final class BinanceStreams {
    static final int NONE = -1;
    static final int TRADE = 0;
    static final int AGGREGATE_TRADE = 1;
    static final int BOOK_TICKER = 2;
    static final int DEPTH = 3;
    static final int SLOW_DEPTH = 4;
    static final int FIRST_BAR = 5;

    private static final int KINDS = FIRST_BAR + BarIntervals.count();

    private final Map<String, Integer> ids = new HashMap<>();
    private final String[] names;

    public BinanceStreams(List<SimulatedInstrument> instruments) {
        this(instruments, BinanceDialect.SPOT);
    }

    BinanceStreams(List<SimulatedInstrument> instruments, BinanceDialect dialect) {
        names = new String[instruments.size() * KINDS];
        for (int i = 0; i < instruments.size(); i++) {
            String symbol = instruments.get(i).symbol().toLowerCase(Locale.ROOT);
            for (int kind = 0; kind < KINDS; kind++) {
                String kindName = dialect.kindName(kind);
                names[id(i, kind)] = symbol + "@" + kindName;
                if (!kindName.isEmpty()) {
                    ids.put(names[id(i, kind)], id(i, kind));
                }
            }
        }
    }

    /** Returns what each kind of stream carries. */
    static List<Content> contents() {
        List<Content> contents = new ArrayList<>(Collections.nCopies(KINDS, Content.OTHER));
        contents.set(TRADE, Content.TRADES);
        contents.set(AGGREGATE_TRADE, Content.TRADES);
        contents.set(DEPTH, Content.BOOK);
        contents.set(SLOW_DEPTH, Content.BOOK);
        return contents;
    }

    static int id(int instrument, int kind) {
        return instrument * KINDS + kind;
    }

    /** Returns how many streams there are. */
    public int count() {
        return names.length;
    }

    /** Returns the name of a stream, as {@code btcusdt@trade}. */
    public String name(int id) {
        return names[id];
    }

    /** Returns the number of a stream, or {@link #NONE}: the venue accepts such a name too, and stays silent. */
    int id(String name) {
        return ids.getOrDefault(name, NONE);
    }

    /** Returns what comes before the payload of a stream in combined framing. */
    public static byte[] combinedPrefix(String stream) {
        return JsonWriter.bytes("{\"stream\":\"" + stream + "\",\"data\":");
    }
}

package org.millrace.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.simulator.SimulatedFrames;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * Frames of the simulator's five markets, trades, quotes and books in the shares in which they come, each only once;
 * and who they are about.
 */
final class SimulatedMix implements InstrumentResolver, SnapshotRequester {
    private static final List<SimulatedInstrument> MARKETS = SimulatedInstrument.DEFAULTS;
    private static final long START_NS = 1_767_225_600_000_000_000L; // 2026-01-01, UTC
    private static final int LEVELS = 1_000;
    private static final int EXPONENT = -8;

    private final SimulatedFrames market =
            new SimulatedFrames(MARKETS, 1, START_NS, List.of("trade", "bookTicker", "depth@100ms"));
    private final ExpandableArrayBuffer body = new ExpandableArrayBuffer(256 * 1024);
    private final Queue<String> wanted = new ArrayDeque<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final UnsafeBuffer frames;
    private final int[] offsets;
    private final long[] timesNs;

    /** Makes room for some frames of some average length. */
    SimulatedMix(int count, int averageLength) {
        frames = new UnsafeBuffer(new byte[count * averageLength]);
        offsets = new int[count + 1];
        timesNs = new long[count];
        for (SimulatedInstrument instrument : MARKETS) {
            indexes.put(instrument.symbol(), indexes.size());
        }
    }

    /** Lets the markets run until their books are joined with their snapshots. */
    void join(VenueDecoder feed, int count) {
        UnsafeBuffer one = new UnsafeBuffer(new byte[1 << 20]);
        for (int i = 0; i < count; i++) {
            int length = market.next(one, 0);
            feed.onFrame(one, 0, length, market.timeNs());
            while (!wanted.isEmpty()) {
                String symbol = wanted.poll();
                int bodyLength = market.snapshot(indexes.get(symbol), LEVELS, body);
                feed.onSnapshot(symbol, body, 0, bodyLength, market.timeNs());
            }
        }
    }

    /** Makes the next frames. */
    void refill() {
        for (int i = 0; i < timesNs.length; i++) {
            offsets[i + 1] = offsets[i] + market.next(frames, offsets[i]);
            timesNs[i] = market.timeNs();
        }
    }

    UnsafeBuffer frames() {
        return frames;
    }

    int offset(int index) {
        return offsets[index];
    }

    int length(int index) {
        return offsets[index + 1] - offsets[index];
    }

    long timeNs(int index) {
        return timesNs[index];
    }

    @Override
    public void request(String symbol) {
        wanted.add(symbol);
    }

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        byte[] name = new byte[length];
        symbol.getBytes(offset, name);
        return indexes.get(new String(name, US_ASCII)) + 1;
    }

    @Override
    public Instrument instrument(int id) {
        SimulatedInstrument market = MARKETS.get(id - 1);
        String name = market.baseAsset() + "-" + market.quoteAsset();
        return new Instrument(id, Venue.SIMULATOR, market.symbol(), name, EXPONENT, EXPONENT, 0, 0, AssetClass.CRYPTO);
    }

    int instruments() {
        return MARKETS.size();
    }
}

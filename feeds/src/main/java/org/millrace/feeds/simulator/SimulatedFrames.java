package org.millrace.feeds.simulator;

import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.feeds.simulator.binance.BinanceFrames;
import org.millrace.feeds.simulator.binance.BinanceStreams;
import org.millrace.feeds.simulator.face.FrameSink;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;

/** Gives the frames of a simulated market one by one, as on a combined stream of Binance, without a socket. */
public final class SimulatedFrames implements FrameSink {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final SimulatedMarket market;
    private final BinanceStreams streams;
    private final boolean[] wanted;
    private final byte[][] prefixes;
    private final ExpandableArrayBuffer waiting = new ExpandableArrayBuffer(256 * 1024);
    private int waitingPosition;
    private int waitingLimit;

    /**
     * Prepares a market.
     *
     * @param kinds   streams of each instrument, as {@code trade}, {@code depth@100ms}, {@code kline_1m}
     * @param startNs when the market opens, UTC
     */
    public SimulatedFrames(List<SimulatedInstrument> instruments, long seed, long startNs, List<String> kinds) {
        market = new SimulatedMarket(instruments, seed, startNs, new BinanceFrames(instruments, this));
        streams = new BinanceStreams(instruments);
        wanted = new boolean[streams.count()];
        prefixes = new byte[streams.count()][];
        for (int i = 0; i < wanted.length; i++) {
            String name = streams.name(i);
            wanted[i] = kinds.contains(name.substring(name.indexOf('@') + 1));
            prefixes[i] = BinanceStreams.combinedPrefix(name);
        }
    }

    /**
     * Writes the next frame.
     *
     * @return its length
     */
    public int next(MutableDirectBuffer to, int offset) {
        while (waitingPosition == waitingLimit) {
            waitingPosition = 0;
            waitingLimit = 0;
            market.step();
        }
        int length = waiting.getInt(waitingPosition);
        to.putBytes(offset, waiting, waitingPosition + LENGTH_BYTES, length);
        waitingPosition += LENGTH_BYTES + length;
        return length;
    }

    /** Returns the time of the market, UTC: before this, nothing more will happen. */
    public long timeNs() {
        return market.nextNs();
    }

    /**
     * Writes the REST answer with an instrument's whole book as it is now.
     *
     * @param instrument index in the list given
     * @return its length, from offset 0
     */
    public int snapshot(int instrument, int limit, MutableDirectBuffer to) {
        return BinanceFrames.snapshot(market.instrument(instrument), limit, to);
    }

    @Override
    public boolean wants(int stream) {
        return wanted[stream];
    }

    @Override
    public void onPayload(int stream, DirectBuffer buffer, int offset, int length) {
        byte[] prefix = prefixes[stream];
        int frameLength = prefix.length + length + 1;
        waiting.putInt(waitingLimit, frameLength);
        int position = waitingLimit + LENGTH_BYTES;
        waiting.putBytes(position, prefix);
        waiting.putBytes(position + prefix.length, buffer, offset, length);
        waiting.putByte(position + prefix.length + length, (byte) '}');
        waitingLimit = position + frameLength;
    }
}

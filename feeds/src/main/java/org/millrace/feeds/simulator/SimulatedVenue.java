package org.millrace.feeds.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/** The markets and who is subscribed to them; lives on the simulator's event loop. */
final class SimulatedVenue implements FrameSink {
    private final SimulatorSettings settings;
    private final SimulatedStreams streams;
    private final SimulatedMarket market;
    private final Mischief mischief;
    private final List<List<SimulatorSession>> subscribers = new ArrayList<>();
    private final Set<SimulatorSession> sessions = new LinkedHashSet<>();
    private final byte[][] prefixes;
    private final long[] dueNs;
    private int refusals;

    SimulatedVenue(SimulatorSettings settings, long startNs) {
        this.settings = settings;
        streams = new SimulatedStreams(settings.instruments());
        mischief = new Mischief(this, streams, settings.seed());
        BinanceFrames frames = new BinanceFrames(settings.instruments(), mischief);
        market = new SimulatedMarket(settings.instruments(), settings.seed(), startNs, frames);
        prefixes = new byte[streams.count()][];
        for (int i = 0; i < streams.count(); i++) {
            subscribers.add(new ArrayList<>());
            prefixes[i] = SimulatedFrames.combinedPrefix(streams.name(i));
        }
        dueNs = settings.misbehaviour().stream()
                .mapToLong(scheduled -> startNs + scheduled.every().toNanos())
                .toArray();
    }

    void open(SimulatorSession session) {
        sessions.add(session);
    }

    void close(SimulatorSession session) {
        sessions.remove(session);
        subscribers.forEach(list -> list.remove(session));
    }

    List<SimulatorSession> sessions() {
        return List.copyOf(sessions);
    }

    /** Subscribes to a stream; a name that no stream has is accepted too. */
    void subscribe(SimulatorSession session, String name) {
        int stream = streams.id(name);
        if (stream != SimulatedStreams.NONE && !subscribers.get(stream).contains(session)) {
            subscribers.get(stream).add(session);
        }
    }

    void unsubscribe(SimulatorSession session, String name) {
        int stream = streams.id(name);
        if (stream != SimulatedStreams.NONE) {
            subscribers.get(stream).remove(session);
        }
    }

    /**
     * Lets the markets' time pass.
     *
     * @return whether the steps allowed were too few to come to {@code untilNs}
     */
    boolean run(long untilNs, int maxSteps) {
        int steps = 0;
        while (market.nextNs() <= untilNs && steps < maxSteps) {
            mischief.now(market.nextNs());
            misbehaveOnSchedule(market.nextNs());
            market.step();
            steps++;
        }
        mischief.now(untilNs);
        sessions.forEach(SimulatorSession::flush);
        return market.nextNs() <= untilNs;
    }

    void misbehave(Misbehaviour kind, String symbol) {
        int instrument = indexOf(symbol);
        switch (kind) {
            case DISCONNECT -> sessions().forEach(SimulatorSession::cut);
            case SHUTDOWN_NOTICE -> sessions().forEach(session -> session.announceShutdown(market.nextNs()));
            case CROSSED_BOOK -> market.cross(instrument);
            case PRICE_SPIKE -> market.spike(instrument);
            case REST_FAILURE -> refusals++;
            default -> mischief.arm(kind, instrument);
        }
    }

    /** Answers whether a request for a snapshot is to be refused. */
    boolean refuses() {
        if (refusals == 0) {
            return false;
        }
        refusals--;
        return true;
    }

    /** Returns the index of an instrument, or −1. */
    int indexOf(String symbol) {
        List<SimulatedInstrument> instruments = settings.instruments();
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).symbol().equals(symbol)) {
                return i;
            }
        }
        return -1;
    }

    byte[] snapshot(int instrument, int limit) {
        ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer();
        byte[] body = new byte[BinanceFrames.snapshot(market.instrument(instrument), limit, buffer)];
        buffer.getBytes(0, body);
        return body;
    }

    /** Returns an instrument's bars of an interval as the venue's answer. */
    String klines(int instrument, int intervalIndex, long startMs, long endMs, int limit) {
        OrderFlow flow = market.instrument(instrument);
        return new KlinesAnswer(flow.instrument(), flow.bar(intervalIndex)).text(startMs, endMs, limit, flow.timeMs());
    }

    /** Returns an instrument's book, every level, best first, as {@code B|price|quantity} and {@code A|…}. */
    SimulatedBook book(int instrument) {
        RestingOrders orders = market.instrument(instrument).orders();
        List<String> lines = new ArrayList<>();
        lines(lines, "B|", orders.bids(), settings.instruments().get(instrument));
        lines(lines, "A|", orders.asks(), settings.instruments().get(instrument));
        return new SimulatedBook(orders.lastUpdateId(), lines);
    }

    @Override
    public boolean wants(int stream) {
        return !subscribers.get(stream).isEmpty();
    }

    @Override
    public void onPayload(int stream, DirectBuffer buffer, int offset, int length) {
        List<SimulatorSession> list = subscribers.get(stream);
        for (int i = list.size() - 1; i >= 0; i--) {
            list.get(i).send(prefixes[stream], buffer, offset, length);
        }
    }

    private void misbehaveOnSchedule(long nowNs) {
        for (int i = 0; i < dueNs.length; i++) {
            if (nowNs >= dueNs[i]) {
                ScheduledMisbehaviour scheduled = settings.misbehaviour().get(i);
                dueNs[i] += scheduled.every().toNanos();
                misbehave(scheduled.kind(), scheduled.symbol());
            }
        }
    }

    private static void lines(List<String> to, String head, BookSide levels, SimulatedInstrument instrument) {
        for (int i = 0; i < levels.count(); i++) {
            String price = JsonWriter.toText(levels.ticks(i) * instrument.tickUnits());
            to.add(head + price + "|" + JsonWriter.toText(levels.lots(i) * instrument.lotUnits()));
        }
    }
}

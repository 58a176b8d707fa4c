package org.millrace.feeds.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.face.SimulatorCounters;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.RestingOrders;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedBook;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;

/** The markets and the faces that tell of them; lives on the simulator's event loop. */
final class SimulatedVenues implements MarketListener {
    private final SimulatorSettings settings;
    private final FaceContext context;
    private final SimulatedMarket market;
    private final Map<SimulatedProtocol, OpenFace> open = new EnumMap<>(SimulatedProtocol.class);
    private OpenFace[] faces = {};
    private final long[] dueNs;

    SimulatedVenues(SimulatorSettings settings, long startNs, EpochNanoClock clock, SimulatorCounters counters) {
        this.settings = settings;
        market = new SimulatedMarket(settings.instruments(), settings.seed(), startNs, this);
        context = new FaceContext(settings.instruments(), market, settings.seed(), clock, counters);
        dueNs = settings.misbehaviour().stream()
                .mapToLong(scheduled -> startNs + scheduled.every().toNanos())
                .toArray();
    }

    boolean isOpen(SimulatedProtocol protocol) {
        return open.containsKey(protocol);
    }

    /** Returns a protocol's face, which is made where it is new. */
    OpenFace face(SimulatedProtocol protocol) {
        OpenFace face = open.get(protocol);
        if (face == null) {
            face = new OpenFace(protocol.newFace(context));
            open.put(protocol, face);
            faces = open.values().toArray(OpenFace[]::new);
        }
        return face;
    }

    void onBeat(long nowNs) {
        for (OpenFace face : faces) {
            face.onBeat(nowNs, settings.pingInterval().toNanos());
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
            misbehaveOnSchedule(market.nextNs());
            market.step();
            steps++;
        }
        market.passTo(Math.min(untilNs, market.nextNs()));
        for (OpenFace face : faces) {
            face.flush();
        }
        return market.nextNs() <= untilNs;
    }

    /** Does something wrong in the markets, or at every face. */
    void misbehave(Misbehaviour kind, String symbol) {
        switch (kind) {
            case CROSSED_BOOK -> market.cross(context.indexOf(symbol));
            case PRICE_SPIKE -> market.spike(context.indexOf(symbol));
            default -> {
                for (OpenFace face : List.of(faces)) {
                    misbehave(face, kind, symbol);
                }
            }
        }
    }

    /** Does something wrong at one face. */
    void misbehave(SimulatedProtocol protocol, Misbehaviour kind, String symbol) {
        misbehave(face(protocol), kind, symbol);
    }

    /** Returns an instrument's book, every level, best first, as {@code B|price|quantity} and {@code A|…}. */
    SimulatedBook book(String symbol) {
        OrderFlow flow = market.instrument(context.indexOf(symbol));
        RestingOrders orders = flow.orders();
        List<String> lines = new ArrayList<>();
        lines(lines, "B|", orders.bids(), flow.instrument());
        lines(lines, "A|", orders.asks(), flow.instrument());
        return new SimulatedBook(orders.lastUpdateId(), lines);
    }

    long lastTradeId(String symbol) {
        return market.instrument(context.indexOf(symbol)).lastTrade().id;
    }

    @Override
    public void onTrade(OrderFlow instrument) {
        for (OpenFace each : faces) {
            each.face().onTrade(instrument);
        }
    }

    @Override
    public void onAggregateTrade(OrderFlow instrument) {
        for (OpenFace each : faces) {
            each.face().onAggregateTrade(instrument);
        }
    }

    @Override
    public void onTop(OrderFlow instrument) {
        for (OpenFace each : faces) {
            each.face().onTop(instrument);
        }
    }

    @Override
    public void onDepth(OrderFlow instrument, DiffPace pace) {
        for (OpenFace each : faces) {
            each.face().onDepth(instrument, pace);
        }
    }

    @Override
    public void onBar(OrderFlow instrument, SimulatedBar bar) {
        for (OpenFace each : faces) {
            each.face().onBar(instrument, bar);
        }
    }

    private void misbehave(OpenFace face, Misbehaviour kind, String symbol) {
        switch (kind) {
            case DISCONNECT -> face.cut();
            case SHUTDOWN_NOTICE -> face.announceEnd(market.nextNs());
            default -> face.face().misbehave(kind, context.indexOf(symbol));
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

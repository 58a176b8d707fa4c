package org.millrace.feeds.support;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.SimulatedFeed.Spoken;

/** A simulated venue and a venue's real connector on it; clocks and markets move when a test says so. */
public final class StagedVenue implements AutoCloseable {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration A_WHILE = Duration.ofMillis(1_200); // in which every market trades

    public final TestClock clock = StagedFeed.openClock();
    public final Simulator simulator;
    public final StagedFeed feed;
    private final Spoken spoken;
    private Duration movedBy = Duration.ZERO;

    /** Starts both, for the three markets. */
    public StagedVenue(Spoken spoken, SessionSettings session) {
        this(spoken, SimulatedFeed.MARKETS, List.of(), session, null);
    }

    /**
     * Starts both.
     *
     * @param unknown symbols that are wanted besides those of the markets
     * @param tls     to encrypt with; null = not
     */
    public StagedVenue(
            Spoken spoken,
            List<SimulatedInstrument> markets,
            List<String> unknown,
            SessionSettings session,
            SslContext tls) {
        this.spoken = spoken;
        simulator = new Simulator(StandingVenue.markets(0, 3, markets), clock, tls).start();
        int port = simulator.port(SimulatedProtocol.of(spoken.venue(), spoken.protocol()));
        List<String> names = new ArrayList<>(unknown);
        markets.forEach(market -> names.add(name(market)));
        String url = tls == null ? "ws://127.0.0.1:" : "wss://localhost:";
        feed = new StagedFeed(spoken, url + port, names, session);
    }

    /** Returns what an instrument is called. */
    public String name(SimulatedInstrument instrument) {
        return spoken.name().apply(instrument);
    }

    /** Returns how much of the markets' time has passed. */
    public Duration movedBy() {
        return movedBy;
    }

    /** Lets the markets' time pass. */
    public void advance(Duration duration) {
        movedBy = movedBy.plus(duration);
        simulator.advance(duration);
    }

    /** Lets all time pass, a tenth of a second at once, until something is so. */
    public void pass(BooleanSupplier isSo) {
        feed.pass(TENTH, () -> {
            boolean isIt = isSo.getAsBoolean();
            if (!isIt) {
                clock.advance(TENTH);
                advance(TENTH);
            }
            return isIt;
        });
    }

    /** Waits until the first connection has confirmed all, each instrument was heard of, and nothing is under way. */
    public void awaitLive() {
        feed.until(() -> {
            advance(TENTH);
            return feed.hasTold("1 LIVE SUBSCRIBED")
                    && SimulatedFeed.MARKETS.stream().allMatch(each -> feed.told.prices(name(each)) > 0);
        });
        feed.settle();
    }

    /** Lets the venue speak for a little more than a second, and waits until it was heard but of one instrument. */
    public void hear(SimulatedInstrument except) {
        List<String> others = SimulatedFeed.MARKETS.stream()
                .filter(each -> !each.equals(except))
                .map(this::name)
                .toList();
        List<Integer> before = others.stream().map(feed.told::prices).toList();
        advance(A_WHILE);
        for (int i = 0; i < others.size(); i++) {
            int count = before.get(i);
            String other = others.get(i);
            feed.until(() -> feed.told.prices(other) > count);
        }
        feed.settle();
    }

    @Override
    public void close() {
        feed.close();
        simulator.close();
    }
}

package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.millrace.engine.Engine;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.SimulatedFeed.Way;

/** A simulated venue, its real connector on it over real sockets, and the engine behind. */
final class HealedVenue implements AutoCloseable {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(2);
    private static final int POLLS_A_STEP = 20;
    private static final int CAPACITY = 16;

    final ToldEvents told = new ToldEvents();
    final Simulator simulator;
    private final Spoken spoken;
    private final boolean hasBooks;
    private final Map<String, Integer> prices = new HashMap<>(); // told before the markets moved
    private final Engine engine;
    final SimulatedFeed feed;
    private final AtomicInteger faults = new AtomicInteger();

    /** Starts all of it, and waits until its books are the market's. */
    HealedVenue(Spoken spoken, boolean hasBooks, long seed, Path data) {
        this(spoken, direct(SimulatedFeed.session().build()), hasBooks, seed, data);
    }

    /** Starts all of it with a way of its own from feed to venue, and waits until its books are the market's. */
    HealedVenue(Spoken spoken, Way way, boolean hasBooks, long seed, Path data) {
        this.spoken = spoken;
        this.hasBooks = hasBooks;
        LostBooks lostBooks = new LostBooks(CAPACITY);
        engine =
                SimulatedEngine.engine(data, SimulatedFeed::quickTime, lostBooks, told.step(), faults::incrementAndGet);
        engine.start();
        feed = new SimulatedFeed(spoken, way, seed, engine.resolver(), engine.newPublisher(), lostBooks);
        simulator = feed.simulator;
        awaitAll();
    }

    /** Returns a way without a detour. */
    static Way direct(SessionSettings session) {
        return new Way(session, port -> port);
    }

    /** Returns the names of its instruments. */
    List<String> names() {
        return SimulatedFeed.MARKETS.stream().map(spoken.name()).toList();
    }

    /** Lets the markets' time pass, and waits until every book is the market's, or every price is news. */
    void move(int tenths) {
        names().forEach(name -> prices.put(name, told.prices(name)));
        simulator.advance(TENTH.multipliedBy(tenths));
        awaitAll();
    }

    /** Takes a bid out of the engine's book, past the feed. */
    void takeOut(OutputText.Bid bid) {
        SimulatedEngine.takeOut(engine, bid);
    }

    /** Waits until the last trade of every market was told. */
    void awaitTrades() {
        for (SimulatedInstrument market : SimulatedFeed.MARKETS) {
            String name = spoken.name().apply(market);
            await(name)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> told.lastTradeId(name) == simulator.lastTradeId(market.symbol()));
        }
    }

    @Override
    public void close() {
        feed.close();
        engine.close();
        assertThat(faults.get()).isZero();
    }

    private void awaitAll() {
        for (SimulatedInstrument market : SimulatedFeed.MARKETS) {
            String name = spoken.name().apply(market);
            AtomicInteger polls = new AtomicInteger();
            await(name).pollInterval(POLL_INTERVAL).until(() -> {
                boolean isWhole = isWhole(market, name);
                if (!isWhole && polls.incrementAndGet() % POLLS_A_STEP == 0) {
                    simulator.advance(TENTH); // a loss is seen by what comes after it
                }
                return isWhole;
            });
        }
    }

    private boolean isWhole(SimulatedInstrument market, String name) {
        return hasBooks
                ? told.book(name).equals(feed.book(market.symbol()))
                : told.prices(name) > prices.getOrDefault(name, 0);
    }
}

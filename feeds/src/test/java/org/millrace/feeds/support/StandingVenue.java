package org.millrace.feeds.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.simulator.market.SimulatedBook;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** The simulated venue as tests want it: its markets stand still until they are moved. */
public final class StandingVenue {
    private static final int POLLS_A_STEP = 5;
    private static final Duration STEP = Duration.ofMillis(100);

    private StandingVenue() {}

    /** Returns all markets, none of which misbehaves, on a port; 0 = any that is free. */
    public static SimulatorSettings markets(int port, long seed) {
        return markets(port, seed, SimulatedInstrument.DEFAULTS);
    }

    /** Returns these markets, as {@link #markets(int, long)}. */
    public static SimulatorSettings markets(int port, long seed, List<SimulatedInstrument> instruments) {
        return new SimulatorSettings("127.0.0.1", port, seed, 0.0, instruments, List.of(), Duration.ofSeconds(20));
    }

    /** Returns quiet markets named SYM0USDT, SYM1USDT and so on. */
    public static List<SimulatedInstrument> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SimulatedInstrument("SYM" + i + "USDT", "SYM" + i, "USDT", 100.0, 2, 3, 5.0))
                .toList();
    }

    /** Returns a feed on it, at {@code ws://host:port} or {@code wss://host:port}; its REST interface is there too. */
    public static FeedSettings feed(String url, List<String> symbols, List<String> streams, SessionSettings session) {
        return new FeedSettings(
                Venue.SIMULATOR,
                "json",
                url,
                url.replaceFirst("ws", "http"),
                symbols,
                streams,
                1_000,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                session);
    }

    /** Waits until a book equals the venue's own. */
    public static void awaitBook(
            Simulator simulator, String symbol, Duration pollInterval, Predicate<SimulatedBook> isEqualTo) {
        AtomicInteger polls = new AtomicInteger();
        await(symbol).pollInterval(pollInterval).until(() -> {
            boolean isEqual = isEqualTo.test(simulator.book(symbol));
            if (!isEqual && polls.incrementAndGet() % POLLS_A_STEP == 0) {
                simulator.advance(STEP); // a book begins with a change: one may be needed
            }
            return isEqual;
        });
    }
}

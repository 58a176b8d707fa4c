package org.millrace.feeds.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.venues.Venues;

/** A venue's real connector on the simulator's face of it, over real sockets; markets move when they are told to. */
public final class SimulatedFeed implements AutoCloseable {
    /** Three markets, busy enough that each has changes in every second. */
    public static final List<SimulatedInstrument> MARKETS = List.of(
            new SimulatedInstrument("BTCUSDT", "BTC", "USDT", 60_000.0, 2, 5, 30.0),
            new SimulatedInstrument("ETHUSDT", "ETH", "USDT", 2_500.0, 2, 4, 30.0),
            new SimulatedInstrument("ADAUSDT", "ADA", "USDT", 0.35, 5, 1, 20.0));

    /**
     * What is spoken.
     *
     * @param streams empty: the venue's usual ones
     * @param depth   levels a side of its books; those of the simulator are cut to it
     * @param name    of an instrument, there
     * @param keyFile where keys are, for a venue that wants some
     */
    public record Spoken(
            Venue venue,
            String protocol,
            List<String> streams,
            int depth,
            Function<SimulatedInstrument, String> name,
            String keyFile) {
        public Spoken(
                Venue venue,
                String protocol,
                List<String> streams,
                int depth,
                Function<SimulatedInstrument, String> name) {
            this(venue, protocol, streams, depth, name, "");
        }

        /** Returns the same, said by one who has keys. */
        public Spoken withKeys(String file) {
            return new Spoken(venue, protocol, streams, depth, name, file);
        }
    }

    /**
     * How the venue is reached.
     *
     * @param link gives the port to connect to in place of the venue's
     */
    public record Way(SessionSettings session, IntUnaryOperator link) {}

    public final Simulator simulator;
    private final List<String> frames = new ArrayList<>();
    private final Spoken spoken;
    private final Way way;
    private final Feed feed;

    /** Starts both. */
    public SimulatedFeed(
            Spoken spoken, long seed, InstrumentResolver resolver, EventPublisher publisher, LostBooks lostBooks) {
        this(spoken, new Way(session().build(), port -> port), seed, resolver, publisher, lostBooks);
    }

    /** Starts both, with a way of its own from one to the other. */
    public SimulatedFeed(
            Spoken spoken,
            Way way,
            long seed,
            InstrumentResolver resolver,
            EventPublisher publisher,
            LostBooks lostBooks) {
        this.spoken = spoken;
        this.way = way;
        simulator = new Simulator(
                        new SimulatorSettings("127.0.0.1", 0, seed, 0.0, MARKETS, List.of(), Duration.ofSeconds(20)),
                        SimulatedFeed::quickTime)
                .start();
        feed = Venues.of(spoken.venue)
                .feed(
                        Venues.complete(settings()),
                        new FeedContext(
                                resolver,
                                publisher,
                                SimulatedFeed::quickTime,
                                new Frames(),
                                new VenueBudgets(),
                                lostBooks));
        feed.start();
    }

    /** Returns settings of a session that bears with the clock's haste. */
    public static SessionBuilder session() {
        return new SessionBuilder()
                .impatient()
                .connectTimeout(Duration.ofMinutes(10))
                .subscribeTimeout(Duration.ofMinutes(10))
                .silenceLimit(Duration.ofHours(1))
                .instrumentSilenceLimit(Duration.ZERO);
    }

    /** Returns how often something happened to the session. */
    public long count(SessionCounter counter) {
        return feed.sessionCounters().get(counter);
    }

    /** Returns how often the decoder counted something. */
    public long count(FeedCounter counter) {
        return feed.decoderCounters().get(counter);
    }

    /** Returns the messages that came, as text. */
    public List<String> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** Returns the market's book, as deep as the feed's is. */
    public List<String> book(String symbol) {
        List<String> lines = simulator.book(symbol).lines();
        List<String> cut = new ArrayList<>();
        cut.addAll(lines.stream()
                .filter(line -> line.startsWith("B"))
                .limit(spoken.depth)
                .toList());
        cut.addAll(lines.stream()
                .filter(line -> line.startsWith("A"))
                .limit(spoken.depth)
                .toList());
        return cut;
    }

    @Override
    public void close() {
        feed.close();
        simulator.close();
    }

    private FeedSettings settings() {
        SimulatedProtocol protocol = SimulatedProtocol.of(spoken.venue, spoken.protocol);
        String authority = "://127.0.0.1:" + way.link().applyAsInt(simulator.port(protocol));
        return new FeedSettings(
                spoken.venue,
                spoken.protocol,
                "ws" + authority,
                "http" + authority,
                MARKETS.stream().map(spoken.name).toList(),
                spoken.streams,
                spoken.depth == Integer.MAX_VALUE ? 1_000 : spoken.depth,
                FeedTimeUnit.MILLISECOND,
                spoken.keyFile,
                Duration.ZERO,
                way.session());
    }

    /** Passes thirty times as fast, so that budgets and back-offs do not slow the test. */
    public static long quickTime() {
        return 1_793_491_200_000_000_000L + 30 * (System.nanoTime() & Long.MAX_VALUE >> 8);
    }

    /** Keeps what came. */
    private final class Frames implements FrameTap {
        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            synchronized (frames) {
                frames.add(buffer.getStringWithoutLengthUtf8(offset, length));
            }
            return true;
        }

        @Override
        public boolean onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            return true;
        }
    }
}

package org.millrace.feeds.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.GuardedRest;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.ScriptedVenue;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.StagedFeed;
import org.millrace.feeds.support.StandingVenue;
import org.millrace.feeds.support.StreamedVenue;

/** What symbols are is known before the first event of any: the journal keeps it for ever. */
@Timeout(300)
class ListingTest {
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int UNKNOWN_EXPONENT = -8;
    private static final String PAIRS =
            "{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":[]}}";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final List<SimulatedInstrument> MARKETS = SimulatedFeed.MARKETS;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BINANCE", "COINBASE", "COINBASE_ADVANCED", "KRAKEN_V1"})
    void shouldHaveSymbolsWaitUntilTheVenueSaysWhatTheyAre(StreamedVenue venue) throws IOException {
        Spoken spoken = venue.spoken(folder);
        try (Simulator simulator = simulator(0);
                GuardedRest rest = new GuardedRest(port(simulator, spoken)).status(UNAVAILABLE);
                StagedFeed feed = feed(spoken, port(simulator, spoken), rest, new Instruments())) {
            feed.pass(SECOND, () -> rest.refused() >= 8);
            int defined = feed.instruments.count();
            rest.status(OK);
            awaitLive(feed, simulator);

            assertThat(defined).isZero();
            assertThat(exponents(feed)).hasSize(MARKETS.size()).doesNotContain(UNKNOWN_EXPONENT);
            assertThat(feed.told.connections())
                    .startsWith("0 CONNECTING VENUE_ERROR", "1 CONNECTING STARTED", "1 SYNCING CONNECTED");
        }
    }

    @Test
    void shouldWaitWithoutANetworkForAsLongAsItTakes() throws IOException {
        Spoken spoken = StreamedVenue.BINANCE.spoken(folder);
        int port = freePort();
        try (StagedFeed feed = new StagedFeed(spoken, "ws://127.0.0.1:" + port, names(spoken), StagedFeed.SESSION)) {
            feed.pass(SECOND.multipliedBy(30), () -> feed.count(SessionCounter.LISTING_FAILURES) >= 40);
            int defined = feed.instruments.count();
            try (Simulator simulator = simulator(port)) {
                awaitLive(feed, simulator);
            }

            assertThat(defined).isZero();
            assertThat(exponents(feed)).hasSize(MARKETS.size()).doesNotContain(UNKNOWN_EXPONENT);
            assertThat(feed.told.connections())
                    .startsWith("0 CONNECTING CONNECT_FAILED", "1 CONNECTING STARTED", "1 DISCONNECTED CONNECT_FAILED");
        }
    }

    @Test
    void shouldDoWithoutWhereTheVenueIsReachedButNeverSays() throws IOException {
        Spoken spoken = StreamedVenue.BINANCE.spoken(folder);
        try (Simulator simulator = simulator(0);
                GuardedRest rest = new GuardedRest(port(simulator, spoken)).status(UNAVAILABLE);
                StagedFeed feed = feed(spoken, port(simulator, spoken), rest, new Instruments())) {
            awaitLive(feed, simulator);

            assertThat(feed.count(SessionCounter.LISTING_FAILURES)).isGreaterThanOrEqualTo(5);
            assertThat(exponents(feed)).containsOnly(UNKNOWN_EXPONENT);
        }
    }

    @Test
    void shouldNotWaitWhereAllSymbolsAreKnown() throws IOException {
        Spoken spoken = StreamedVenue.BINANCE.spoken(folder);
        Instruments known = new Instruments();
        names(spoken).forEach(name -> known.define(name, -4, -5));
        try (Simulator simulator = simulator(0);
                GuardedRest rest = new GuardedRest(port(simulator, spoken)).status(UNAVAILABLE);
                StagedFeed feed = feed(spoken, port(simulator, spoken), rest, known)) {
            awaitLive(feed, simulator);

            assertThat(feed.count(SessionCounter.LISTING_FAILURES)).isEqualTo(1);
            assertThat(feed.told.connections())
                    .containsExactly("1 CONNECTING STARTED", "1 SYNCING CONNECTED", "1 LIVE SUBSCRIBED");
        }
    }

    @Test
    void shouldNotWaitWhereTheVenueHasNoSuchList() throws IOException {
        Spoken spoken = StreamedVenue.BINANCE.spoken(folder);
        try (Simulator simulator = simulator(0);
                GuardedRest rest = new GuardedRest(port(simulator, spoken)).status(NOT_FOUND);
                StagedFeed feed = feed(spoken, port(simulator, spoken), rest, new Instruments())) {
            awaitLive(feed, simulator);

            assertThat(feed.count(SessionCounter.LISTING_FAILURES)).isEqualTo(1);
            assertThat(exponents(feed)).containsOnly(UNKNOWN_EXPONENT);
        }
    }

    @Test
    void shouldAskKrakenOnItsSocketUntilItSays() throws IOException {
        Spoken spoken = StreamedVenue.KRAKEN.spoken(folder);
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedVenue venue = new ScriptedVenue(
                        "/",
                        message -> message.contains("\"instrument\"") && asked.incrementAndGet() == 3
                                ? List.of(PAIRS)
                                : List.of());
                StagedFeed feed =
                        new StagedFeed(spoken, "ws://127.0.0.1:" + venue.port(), names(spoken), StagedFeed.SESSION)) {
            feed.pass(SECOND, () -> venue.received().size() >= 4);

            assertThat(venue.received().subList(0, 3)).allMatch(text -> text.contains("\"instrument\""));
            assertThat(venue.received().get(3)).contains("\"trade\"");
        }
    }

    private static void awaitLive(StagedFeed feed, Simulator simulator) {
        feed.pass(SECOND, () -> {
            simulator.advance(TENTH);
            return feed.hasTold("LIVE SUBSCRIBED") && feed.instruments.count() == MARKETS.size();
        });
    }

    private static List<Integer> exponents(StagedFeed feed) {
        return IntStream.rangeClosed(1, feed.instruments.count())
                .mapToObj(feed.instruments::instrument)
                .map(Instrument::priceExponent)
                .toList();
    }

    private static Simulator simulator(int port) {
        return new Simulator(StandingVenue.markets(port, 3, MARKETS), StagedFeed.openClock()).start();
    }

    private static int port(Simulator simulator, Spoken spoken) {
        return simulator.port(SimulatedProtocol.of(spoken.venue(), spoken.protocol()));
    }

    private static List<String> names(Spoken spoken) {
        return MARKETS.stream().map(spoken.name()).toList();
    }

    private static StagedFeed feed(Spoken spoken, int port, GuardedRest rest, Instruments instruments) {
        return new StagedFeed(
                spoken, "ws://127.0.0.1:" + port, rest.url(), names(spoken), StagedFeed.SESSION, instruments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

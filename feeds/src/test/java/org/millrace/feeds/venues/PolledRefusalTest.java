package org.millrace.feeds.venues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.GuardedRest;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.StagedFeed;
import org.millrace.feeds.support.StandingVenue;

/** Polled venues that refuse what their real feeds ask for, and give it later. */
@Timeout(300)
class PolledRefusalTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final Simulator simulator = new Simulator(StandingVenue.markets(0, 5), StagedFeed.openClock()).start();
    private GuardedRest rest;
    private StagedFeed feed;

    @AfterEach
    void close() {
        feed.close();
        rest.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "YAHOO, BTC-USDT, chart, chart_5m, 404",
        "YAHOO, BTC-USDT, chart, chart_5m, 422",
        "GLASSNODE, BTC, rest, market/price_usd_close@10m, 403",
        "GLASSNODE, BTC, rest, market/price_usd_close@10m, 404"
    })
    void shouldTellOfASymbolThatIsRefusedAndOfItsReturn(
            SimulatedProtocol of, String symbol, String protocol, String stream, int status) throws IOException {
        start(of, symbol, protocol, stream, status);

        feed.pass(MINUTE, () -> feed.told.trading().size() == 1);
        assertThat(feed.told.trading()).containsExactly(symbol + " DISCONNECTED REFUSED");
        assertThat(feed.count(SessionCounter.SYMBOLS_REFUSED)).isEqualTo(1);
        int refused = rest.refused();
        rest.status(200);
        feed.clock.advance(DAY);

        feed.pass(MINUTE, () -> feed.told.trading().size() == 2);
        assertThat(feed.told.trading().get(1)).isEqualTo(symbol + " LIVE RESUMED");
        assertThat(rest.refused()).isEqualTo(refused).isEqualTo(1);
    }

    @Test
    void shouldTakeAForbiddenChartForAVenueThatShutsUsOut() throws IOException {
        start(SimulatedProtocol.YAHOO, "BTC-USDT", "chart", "chart_5m", 403);

        feed.pass(MINUTE, () -> feed.count(SessionCounter.CIRCUIT_OPENED) == 1);

        assertThat(rest.refused()).isEqualTo(3);
        assertThat(feed.told.trading()).isEmpty();
        assertThat(feed.told.connections())
                .containsExactly(
                        "1 CONNECTING STARTED",
                        "1 STALE VENUE_ERROR",
                        "1 STALE VENUE_ERROR",
                        "1 STALE VENUE_ERROR",
                        "1 CIRCUIT_OPEN CIRCUIT_OPENED");
    }

    private void start(SimulatedProtocol of, String symbol, String protocol, String stream, int status)
            throws IOException {
        rest = new GuardedRest(simulator.port(of)).status(status);
        Path keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keys, "GLASSNODE_API_KEY=k\n".getBytes(UTF_8));
        Venue venue = Venue.valueOf(of.name());
        Spoken spoken = new Spoken(venue, protocol, List.of(stream), Integer.MAX_VALUE, SimulatedInstrument::symbol);
        Instruments instruments = new Instruments();
        instruments.define(symbol, -8, -8);
        feed = new StagedFeed(
                venue == Venue.GLASSNODE ? spoken.withKeys(keys.toString()) : spoken,
                "",
                rest.url(),
                List.of(symbol),
                SessionSettings.DEFAULTS,
                instruments);
    }
}

package org.millrace.feeds.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.StagedFeed;
import org.millrace.feeds.support.StagedVenue;
import org.millrace.feeds.support.StandingVenue;
import org.millrace.feeds.support.StreamedVenue;

/** What a feed tells of instruments, limits and clocks while its connection lives, the same for every venue. */
@Timeout(300)
class InstrumentTroubleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final SimulatedInstrument FIRST = SimulatedFeed.MARKETS.get(0);
    private static final SimulatedInstrument OTHER = SimulatedFeed.MARKETS.get(1);
    private static final SimulatedInstrument NONE =
            new SimulatedInstrument("NONEUSDT", "NONE", "USDT", 100.0, 2, 2, 1.0);
    private static final Set<StreamedVenue> WITHOUT_TRADE_IDS =
            EnumSet.of(StreamedVenue.KRAKEN_V1, StreamedVenue.YAHOO);
    private static final Set<StreamedVenue> TAKES_ANY_NAME = EnumSet.of(StreamedVenue.ALPACA, StreamedVenue.YAHOO);
    private static final SessionSettings SUFFERING_SILENCE =
            new SessionBuilder().silenceLimit(DAY.multipliedBy(3)).build();

    @TempDir
    private Path folder;

    static Set<StreamedVenue> sessions() {
        return StreamedVenue.sessions();
    }

    static Set<StreamedVenue> replaced() {
        return StreamedVenue.replaced();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldTellOfAnInstrumentThatFellSilentAndOfNoOther(StreamedVenue venue) throws IOException {
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), SUFFERING_SILENCE)) {
            staged.awaitLive();
            staged.simulator.misbehave(Misbehaviour.STALE, OTHER.symbol());
            for (int minute = 0; minute < 7; minute++) {
                staged.feed.clock.advance(Duration.ofMinutes(1));
                staged.hear(OTHER);
            }
            String name = staged.name(OTHER);
            staged.feed.until(() -> silences(staged).contains(name + " STALE SILENT"));
            staged.pass(() -> silences(staged).contains(name + " LIVE RESUMED"));

            assertThat(silences(staged)).containsExactly(name + " STALE SILENT", name + " LIVE RESUMED");
        }
    }

    /** Those that take any name and say nothing are told of as silent. */
    @ParameterizedTest
    @MethodSource("sessions")
    void shouldTellOfASymbolThatTheVenueDoesNotHaveAndServeTheOthers(StreamedVenue venue) throws IOException {
        Spoken spoken = venue.spoken(folder);
        String unknown = spoken.name().apply(NONE);
        boolean isRefused = !TAKES_ANY_NAME.contains(venue);
        try (StagedVenue staged =
                new StagedVenue(spoken, SimulatedFeed.MARKETS, List.of(unknown), SUFFERING_SILENCE, null)) {
            staged.awaitLive();
            staged.feed.clock.advance(isRefused ? SECOND : Duration.ofMinutes(5));
            String wanted = unknown + (isRefused ? " DISCONNECTED REFUSED" : " STALE SILENT");
            staged.feed.until(() -> staged.feed.told.trading().contains(wanted));
            staged.hear(NONE);

            assertThat(staged.feed.count(SessionCounter.SYMBOLS_REFUSED)).isEqualTo(isRefused ? 1 : 0);
            assertThat(staged.feed.count(SessionCounter.CONNECTIONS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void shouldReplaceAConnectionByPlanWithoutLosingATrade(StreamedVenue venue) throws IOException {
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), SUFFERING_SILENCE)) {
            staged.awaitLive();

            staged.feed.clock.advance(SUFFERING_SILENCE.plannedReconnect());
            staged.pass(() -> staged.feed.count(SessionCounter.PLANNED_RECONNECTS) == 1);
            staged.hear(NONE);

            assertThat(staged.feed.told.connections())
                    .containsSubsequence(
                            "2 CONNECTING PLANNED_RECONNECT",
                            "2 SYNCING CONNECTED",
                            "2 LIVE PLANNED_RECONNECT",
                            "1 DISCONNECTED PLANNED_RECONNECT")
                    .noneMatch(line -> line.contains("2 DISCONNECTED"));
            if (!WITHOUT_TRADE_IDS.contains(venue)) {
                TreeSet<Long> trades = // the line drops those that both have brought
                        new TreeSet<>(staged.feed.told.trades(staged.name(FIRST)));
                assertThat(trades).hasSize((int) (trades.last() - trades.first() + 1));
            }
        }
    }

    /** The venue suffers one connection: a second would be refused, and the first does not end by itself. */
    @Test
    void shouldNeverReplaceAlpacasOnlyConnection() throws IOException {
        try (StagedVenue staged = new StagedVenue(StreamedVenue.ALPACA.spoken(folder), SUFFERING_SILENCE)) {
            staged.awaitLive();

            staged.feed.clock.advance(SUFFERING_SILENCE.plannedReconnect().multipliedBy(2));
            for (int second = 0; second < 5; second++) {
                staged.feed.clock.advance(SECOND);
                staged.hear(NONE);
            }

            assertThat(staged.feed.count(SessionCounter.ATTEMPTS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldTellByHowMuchTheVenuesClockIsAhead(StreamedVenue venue) throws IOException {
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), StagedFeed.SESSION)) {
            staged.awaitLive();
            staged.feed.clock.advance(SECOND);
            staged.hear(NONE); // and look at clocks once
            staged.advance(Duration.ofSeconds(3)); // of its time, none of ours
            staged.hear(NONE);

            staged.feed.pass(
                    Duration.ofSeconds(10),
                    () -> !staged.feed.told.clockOffsets().isEmpty());

            assertThat(Duration.ofNanos(staged.feed.told.clockOffsets().get(0))).isBetween(SECOND, staged.movedBy());
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldKeepTheVenuesLimits(StreamedVenue venue) throws IOException {
        List<SimulatedInstrument> many = StandingVenue.many(120);
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), many, List.of(), StagedFeed.SESSION, null)) {
            staged.pass(() -> staged.feed.hasTold("1 LIVE SUBSCRIBED"));

            assertThat(staged.simulator.counters().violations()).isZero();
            assertThat(staged.feed.told.connections())
                    .containsExactly("1 CONNECTING STARTED", "1 SYNCING CONNECTED", "1 LIVE SUBSCRIBED");
        }
    }

    private static List<String> silences(StagedVenue staged) {
        return staged.feed.told.trading().stream()
                .filter(line -> line.endsWith("SILENT") || line.endsWith("RESUMED"))
                .toList();
    }
}

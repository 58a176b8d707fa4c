package org.millrace.feeds.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.ScriptedVenue;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.StagedFeed;
import org.millrace.feeds.support.StagedVenue;
import org.millrace.feeds.support.StreamedVenue;

/** What a feed does about connections that fail, end or fall silent, the same for every venue. */
@Timeout(300)
class ConnectionTroubleTest {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int UNAVAILABLE_FOR_LEGAL_REASONS = 451;
    private static final int TOO_MANY = 429;

    @TempDir
    private Path folder;

    static Set<StreamedVenue> sessions() {
        return StreamedVenue.sessions();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldTellOfEveryStepOfAConnection(StreamedVenue venue) throws IOException {
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), StagedFeed.SESSION)) {
            staged.awaitLive();

            staged.simulator.misbehave(Misbehaviour.DISCONNECT, "");
            staged.feed.until(() -> staged.feed.hasTold("1 DISCONNECTED REMOTE_CLOSE"));
            staged.pass(() -> staged.feed.hasTold("2 LIVE SUBSCRIBED"));
            staged.feed.close();

            assertThat(staged.feed.told.connections())
                    .containsExactly(
                            "1 CONNECTING STARTED",
                            "1 SYNCING CONNECTED",
                            "1 LIVE SUBSCRIBED",
                            "1 DISCONNECTED REMOTE_CLOSE",
                            "2 CONNECTING NONE",
                            "2 SYNCING CONNECTED",
                            "2 LIVE SUBSCRIBED",
                            "2 DISCONNECTED SHUTDOWN");
            assertThat(staged.simulator.counters().violations()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldStopKnockingAtAVenueThatRefuses(StreamedVenue venue) throws IOException {
        SessionSettings patient = new SessionBuilder() // its clock hastes while a connection is made
                .bookCheckInterval(Duration.ofMinutes(11))
                .connectTimeout(Duration.ofMinutes(10))
                .build();
        try (ScriptedVenue scripted = silent().refuse(UNAVAILABLE_FOR_LEGAL_REASONS, 0);
                StagedFeed feed = feed(venue, scripted.port(), patient)) {
            feed.pass(SECOND, () -> feed.hasTold("5 CIRCUIT_OPEN CIRCUIT_OPENED"));
            long openedNs = feed.clock.nanoTime();
            feed.pass(SECOND, () -> feed.hasTold("6 CIRCUIT_OPEN CIRCUIT_OPENED"));

            assertThat(feed.told.connections())
                    .containsSubsequence(
                            "1 CONNECTING STARTED",
                            "1 DISCONNECTED VENUE_ERROR",
                            "5 DISCONNECTED VENUE_ERROR",
                            "5 CIRCUIT_OPEN CIRCUIT_OPENED",
                            "5 CONNECTING CIRCUIT_HALF_OPEN",
                            "6 CONNECTING NONE",
                            "6 DISCONNECTED VENUE_ERROR",
                            "6 CIRCUIT_OPEN CIRCUIT_OPENED");
            assertThat(Duration.ofNanos(feed.clock.nanoTime() - openedNs))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(50)); // sixty, less what passed before it was seen
            assertThat(feed.count(SessionCounter.VENUE_ERRORS)).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldLeaveAVenueAloneAsLongAsItSays(StreamedVenue venue) throws IOException {
        SessionSettings impatient = new SessionBuilder().impatient().build();
        try (ScriptedVenue scripted = silent().refuse(TOO_MANY, 120);
                StagedFeed feed = feed(venue, scripted.port(), impatient)) {
            feed.until(() -> feed.hasTold("1 DISCONNECTED VENUE_ERROR"));
            long refusedNs = feed.clock.nanoTime();

            feed.pass(Duration.ofSeconds(10), () -> feed.hasTold("2 CONNECTING NONE"));

            Duration waited = Duration.ofNanos(feed.clock.nanoTime() - refusedNs);
            assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldAskAgainAndGiveUpAVenueThatTakesAllAndSaysNothing(StreamedVenue venue) throws IOException {
        try (ScriptedVenue scripted = silent();
                StagedFeed feed = feed(venue, scripted.port(), StagedFeed.SESSION)) {
            feed.until(() -> feed.hasTold("1 SYNCING CONNECTED"));
            feed.pass(SECOND, () -> feed.hasTold("1 DISCONNECTED TIMEOUT"));

            assertThat(feed.told.connections())
                    .startsWith("1 CONNECTING STARTED", "1 SYNCING CONNECTED", "1 DISCONNECTED TIMEOUT");
            assertThat(feed.count(SessionCounter.TIMEOUTS)).isPositive();
            boolean greetsFirst = venue == StreamedVenue.ALPACA;
            assertThat(scripted.received().size()
                            - Set.copyOf(scripted.received()).size())
                    .matches(repeated -> greetsFirst ? repeated == 0 : repeated > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldGiveUpAVenueThatDoesNotAnswerTheUpgrade(StreamedVenue venue) throws IOException {
        SessionSettings brief =
                new SessionBuilder().connectTimeout(TENTH.multipliedBy(3)).build();
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                StagedFeed feed = feed(venue, deaf.getLocalPort(), brief)) {
            feed.pass(TENTH, () -> feed.hasTold("1 DISCONNECTED TIMEOUT"));

            assertThat(feed.told.connections()).containsSubsequence("1 CONNECTING STARTED", "1 DISCONNECTED TIMEOUT");
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldGiveUpASilentConnection(StreamedVenue venue) throws IOException {
        try (StagedVenue staged = new StagedVenue(venue.spoken(folder), StagedFeed.SESSION)) {
            staged.awaitLive();

            staged.feed.pass(Duration.ofSeconds(61), () -> staged.feed.hasTold("DISCONNECTED SILENT"));

            assertThat(staged.feed.told.connections()).containsSubsequence("1 STALE SILENT", "1 DISCONNECTED SILENT");
            assertThat(staged.feed.count(SessionCounter.SILENCES)).isPositive();
        }
    }

    private static ScriptedVenue silent() {
        return new ScriptedVenue("/", message -> List.of());
    }

    private StagedFeed feed(StreamedVenue venue, int port, SessionSettings session) throws IOException {
        SimulatedFeed.Spoken spoken = venue.spoken(folder);
        List<String> names = SimulatedFeed.MARKETS.stream().map(spoken.name()).toList();
        return new StagedFeed(spoken, "ws://127.0.0.1:" + port, names, session);
    }
}

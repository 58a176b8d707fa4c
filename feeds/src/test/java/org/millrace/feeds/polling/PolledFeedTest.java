package org.millrace.feeds.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LocalHttp;
import org.millrace.feeds.support.StatusRecorder;
import org.millrace.feeds.support.TestClock;

class PolledFeedTest {
    private static final Map<String, String> NONE = Map.of();
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final TestClock clock = new TestClock();
    private final StatusRecorder statuses = new StatusRecorder();
    private final LocalHttp venue = new LocalHttp();
    private final Answers answers = new Answers();
    private PolledFeed feed;

    @AfterEach
    void close() {
        feed.close();
        venue.close();
    }

    @Test
    void shouldAskAgainAfterTheInterval() {
        venue.then(200, NONE, "one").then(200, NONE, "two");
        start("/a");

        awaitAnswers("/a one");
        clock.advance(Duration.ofSeconds(299));
        clock.advance(Duration.ofSeconds(1));
        awaitAnswers("/a one", "/a two");
        feed.close();

        assertThat(statuses.texts())
                .containsExactly("1 CONNECTING STARTED", "1 LIVE SUBSCRIBED", "1 DISCONNECTED SHUTDOWN");
        assertThat(venue.requests()).containsExactly("/a secret", "/a secret");
    }

    @Test
    void shouldSpaceItsRequests() {
        start("/a", "/b");

        awaitAnswers("/a {}");
        clock.advance(Duration.ofMillis(5_999));
        int before = venue.requests().size();
        clock.advance(Duration.ofMillis(1));
        awaitAnswers("/a {}", "/b {}");

        assertThat(before).isEqualTo(1);
    }

    @Test
    void shouldTakeNothingTwiceThatTheVenueCallsUnchanged() {
        venue.then(200, Map.of("ETag", "\"x\""), "one").then(304, NONE, "").then(200, NONE, "two");
        start("/a");

        awaitAnswers("/a one");
        clock.advance(INTERVAL);
        await().until(() -> venue.requests().size() == 2);
        await().until(() -> feed.sessionCounters().get(SessionCounter.CONNECTIONS) == 2);
        clock.advance(INTERVAL);
        awaitAnswers("/a one", "/a two");

        assertThat(venue.requests()).containsExactly("/a secret", "/a \"x\" secret", "/a \"x\" secret");
    }

    @Test
    void shouldWaitAsLongAsTheVenueSays() {
        venue.then(429, Map.of("Retry-After", "120"), "Too Many Requests").then(200, NONE, "one");
        start("/a");

        await().until(() -> statuses.count("STALE VENUE_ERROR") == 1);
        clock.advance(Duration.ofSeconds(119));
        int tooSoon = venue.requests().size();
        clock.advance(Duration.ofSeconds(3)); // and the jitter, two seconds at most
        awaitAnswers("/a one");

        assertThat(tooSoon).isEqualTo(1);
        assertThat(statuses.texts()).containsExactly("1 CONNECTING STARTED", "1 STALE VENUE_ERROR", "1 LIVE RESUMED");
    }

    @Test
    void shouldOpenTheCircuitAtTheThirdFailureForFiveMinutes() {
        venue.then(500, NONE, "")
                .then(502, NONE, "")
                .then(302, Map.of("Location", "/b"), "")
                .then(200, NONE, "one");
        start("/a");

        for (int failures = 1; failures <= 3; failures++) {
            int expected = failures;
            await().until(() -> statuses.count("STALE VENUE_ERROR") == expected);
            clock.advance(Duration.ofSeconds(60));
        }
        clock.advance(Duration.ofSeconds(239));
        int meanwhile = venue.requests().size();
        clock.advance(Duration.ofMillis(1_001));
        awaitAnswers("/a one");
        await().until(() -> statuses.count("CIRCUIT_CLOSED") == 1);

        assertThat(meanwhile).isEqualTo(3);
        assertThat(venue.requests()).hasSize(4).allMatch(request -> request.startsWith("/a"));
        assertThat(statuses.texts())
                .containsExactly(
                        "1 CONNECTING STARTED",
                        "1 STALE VENUE_ERROR",
                        "1 STALE VENUE_ERROR",
                        "1 STALE VENUE_ERROR",
                        "1 CIRCUIT_OPEN CIRCUIT_OPENED",
                        "1 CONNECTING CIRCUIT_HALF_OPEN",
                        "1 LIVE CIRCUIT_CLOSED");
    }

    @Test
    void shouldLeaveAloneWhatTheVenueRefuses() {
        venue.then(403, NONE, "not in your plan").then(200, NONE, "one").then(200, NONE, "two");
        start("/a", "/b");

        await().until(() -> answers.refusals.size() == 1);
        clock.advance(INTERVAL);
        awaitAnswers("/b one");
        clock.advance(INTERVAL);
        awaitAnswers("/b one", "/b two");

        assertThat(venue.requests()).containsExactly("/a secret", "/b secret", "/b secret");
        assertThat(answers.refusals).containsExactly("BTC STALE");
        assertThat(feed.sessionCounters().get(SessionCounter.SYMBOLS_REFUSED)).isEqualTo(1);
        assertThat(statuses.texts()).containsExactly("1 CONNECTING STARTED", "1 LIVE SUBSCRIBED");
    }

    @Test
    void shouldTellOfASymbolOfWhichNothingIsToBeHadUntilItIs() {
        venue.then(404, NONE, "no").then(404, NONE, "no").then(200, NONE, "one");
        start("/a");

        await().until(() -> answers.refusals.size() == 1);
        clock.advance(Duration.ofHours(24));
        awaitAnswers("/a no", "/a no");
        clock.advance(Duration.ofHours(24));
        awaitAnswers("/a no", "/a no", "/a one");

        assertThat(answers.refusals).containsExactly("BTC DISCONNECTED", "BTC LIVE");
        assertThat(feed.sessionCounters().get(SessionCounter.SYMBOLS_REFUSED)).isEqualTo(1);
    }

    @Test
    void shouldTellOfAKeyThatTheVenueDoesNotTakeAsOfTheConnection() {
        venue.then(401, NONE, "");
        start("/a");

        await().until(() -> statuses.count("STALE VENUE_ERROR") == 1);

        assertThat(answers.refusals).isEmpty();
    }

    @Test
    void shouldHandTheSameAnswerOverUntilThereIsRoom() {
        answers.full = true;
        start("/a");

        await().until(() -> answers.refused > 0);
        answers.full = false;

        awaitAnswers("/a {}");
    }

    private void start(String... paths) {
        FeedSettings settings = PollSettings.complete(
                FeedSettings.of(Venue.GLASSNODE, List.of("BTC")).or("rest", "", venue.url(), List.of("m")), INTERVAL);
        FeedContext context =
                new FeedContext(new Instruments(), statuses, clock, FrameTap.NONE, new VenueBudgets(), LostBooks.NONE);
        PollSettings manner = new PollSettings(10, Duration.ofHours(24), Map.of("X-Api-Key", "secret"), Set.of());
        List<PollTarget> targets =
                List.of(paths).stream().<PollTarget>map(Target::new).toList();
        feed = new PolledFeed(settings, context, manner, symbol -> targets, answers);
        feed.start();
    }

    private void awaitAnswers(String... expected) {
        await().untilAsserted(() -> assertThat(answers.texts).containsExactly(expected));
    }

    /** Wants the same at an interval. */
    private static final class Target implements PollTarget {
        private final String path;
        private long nextNs = Long.MIN_VALUE;

        Target(String path) {
            this.path = path;
        }

        @Override
        public boolean isDue(long nowNs) {
            return nowNs >= nextNs;
        }

        @Override
        public String path(long nowNs) {
            return path;
        }

        @Override
        public void onAnswered(long nowNs) {
            nextNs = nowNs + INTERVAL.toNanos();
        }
    }

    /** Remembers what came, when it has room. */
    private static final class Answers implements VenueDecoder, AnswerHandler {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<String> refusals = new CopyOnWriteArrayList<>();
        volatile boolean full;
        volatile int refused;

        @Override
        public boolean onAnswer(String request, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            if (full) {
                refused = 1;
                return false;
            }
            String path = request.substring(request.lastIndexOf('/'));
            texts.add(path + " " + body.getStringWithoutLengthUtf8(offset, length));
            return true;
        }

        @Override
        public boolean onRefusal(String symbol, FeedState state, long nowNs) {
            refusals.add(symbol + " " + state);
            return true;
        }

        @Override
        public FeedCounters counters() {
            return new FeedCounters();
        }

        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onDisconnect(long receiveTimeNs) {
            return true;
        }
    }
}

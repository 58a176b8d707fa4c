package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.StreamedVenue;

/** Books of each venue that answers them by REST are compared with its answers, in the whole engine. */
@Timeout(300)
class CheckedBooksTest {
    private static final Duration INTERVAL = Duration.ofSeconds(12); // of the clock, which hastes
    private static final int HIDDEN = 7; // of ten levels; nothing but a snapshot shows it

    @TempDir
    private Path folder;

    static Set<StreamedVenue> venues() {
        return StreamedVenue.checked();
    }

    @ParameterizedTest
    @MethodSource("venues")
    void shouldAgreeUntilALevelIsMissingAndHealThatBookOnly(StreamedVenue venue) throws IOException {
        SessionSettings session =
                SimulatedFeed.session().bookCheckInterval(INTERVAL).build();
        try (HealedVenue healed = new HealedVenue(venue.spoken(folder), HealedVenue.direct(session), true, 5, folder)) {
            List<String> names = healed.names();
            List<String> others = names.subList(1, names.size());
            healed.move(20);
            refuseOne(healed);
            awaitChecks(healed, names.size());
            List<Integer> before = disturbances(healed, others);
            assertThat(healed.told.count(FeedReason.BOOK_TRUTH)).isZero();

            healed.takeOut(healed.told.bid(names.get(0), HIDDEN));

            await().until(() -> healed.told.count(FeedReason.BOOK_TRUTH) == 1);
            healed.move(5);
            awaitChecks(healed, healed.feed.count(FeedCounter.BOOK_CHECKS) + names.size());
            assertThat(healed.told.count(FeedReason.BOOK_TRUTH)).isEqualTo(1);
            assertThat(disturbances(healed, others)).isEqualTo(before);
            assertThat(healed.told.count(RejectReason.MALFORMED)).isZero();
        }
    }

    /** Has a venue refuse what is asked for next, and waits until that is counted as what it is. */
    private static void refuseOne(HealedVenue healed) {
        long failures = healed.feed.count(SessionCounter.SNAPSHOT_FAILURES);
        healed.simulator.misbehave(Misbehaviour.REST_FAILURE, "");
        await().until(() -> healed.feed.count(SessionCounter.SNAPSHOT_FAILURES) == failures + 1);
    }

    private static List<Integer> disturbances(HealedVenue healed, List<String> names) {
        return names.stream().map(healed.told::disturbances).toList();
    }

    private static void awaitChecks(HealedVenue healed, long count) {
        await().until(() -> healed.feed.count(FeedCounter.BOOK_CHECKS) >= count);
    }
}

package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.StreamedVenue;

/** Connections that are replaced by plan while markets move, through the whole engine. */
@Timeout(300)
class HandOverTest {
    private static final int TIMES = 2;
    private static final Duration AGE = Duration.ofSeconds(10); // of the clock, which hastes
    private static final Duration BOTH = Duration.ofSeconds(5);
    private static final Duration TENTH = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    static Set<StreamedVenue> venues() {
        return StreamedVenue.numbered();
    }

    @ParameterizedTest
    @MethodSource("venues")
    void shouldLoseNothingTellNothingTwiceAndKeepBooksWhole(StreamedVenue venue) throws IOException {
        SessionSettings session =
                SimulatedFeed.session().plannedReconnect(AGE, BOTH).build();
        try (HealedVenue healed = new HealedVenue(venue.spoken(folder), HealedVenue.direct(session), true, 9, folder)) {
            List<Integer> before = disturbances(healed);
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                healed.simulator.advance(TENTH);
                return healed.feed.count(SessionCounter.PLANNED_RECONNECTS) >= TIMES;
            });
            healed.move(5);
            healed.awaitTrades();

            assertThat(healed.told.connections().stream().filter(line -> !line.endsWith(" LIVE SUBSCRIBED")))
                    .startsWith(expected());
            assertThat(disturbances(healed)).isEqualTo(before);
            assertThat(healed.names().stream().flatMap(name -> healed.told.missing(name).stream()))
                    .isEmpty();
            assertThat(healed.told.doubled()).isEmpty();
            assertThat(healed.told.count(FeedReason.GAP)).isZero();
            assertThat(healed.told.count(RejectReason.DUPLICATE)).isPositive();
        }
    }

    private static List<Integer> disturbances(HealedVenue healed) {
        return healed.names().stream().map(healed.told::disturbances).toList();
    }

    /** Returns the lives of connections: each delivers when the one before it ends. */
    private static String[] expected() {
        List<String> lines = new ArrayList<>(List.of("1 CONNECTING STARTED", "1 SYNCING CONNECTED"));
        for (int id = 2; id < 2 + TIMES; id++) {
            lines.add(id + " CONNECTING PLANNED_RECONNECT");
            lines.add(id + " SYNCING CONNECTED");
            lines.add(id + " LIVE PLANNED_RECONNECT");
            lines.add(id - 1 + " DISCONNECTED PLANNED_RECONNECT");
        }
        return lines.toArray(String[]::new);
    }
}

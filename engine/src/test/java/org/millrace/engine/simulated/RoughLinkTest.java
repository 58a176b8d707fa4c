package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.support.RoughLink;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Way;
import org.millrace.feeds.support.StreamedVenue;

/** Venues behind a network that tears, mixes in and resets, through the whole engine. */
@Timeout(300)
class RoughLinkTest {
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BINANCE", "COINBASE", "COINBASE_ADVANCED", "KRAKEN"})
    void shouldBeWholeAfterwardsAndSayWhatIsMissing(StreamedVenue venue) throws IOException {
        AtomicReference<RoughLink> link = new AtomicReference<>();
        Way way = new Way(SimulatedFeed.session().build(), port -> {
            link.set(new RoughLink(port));
            return link.get().port();
        });
        try (HealedVenue healed = new HealedVenue(venue.spoken(folder), way, true, 3, folder);
                RoughLink rough = link.get()) {
            for (int round = 1; round <= ROUNDS; round++) {
                rough.tear(round * round);
                healed.move(3);
                rough.mixIn(64 * round);
                healed.move(5);
                rough.reset();
                healed.move(5);
            }
            healed.move(100); // what shows that trades before it are missing
            healed.awaitTrades();

            assertThat(healed.told.doubled()).isEmpty();
            for (String name : healed.names()) {
                assertThat(healed.told.missing(name)).isEqualTo(healed.told.toldMissing(name));
            }
            List<String> ends = healed.told.connections().stream()
                    .filter(line -> line.contains(" DISCONNECTED "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .toList();
            assertThat(ends).containsOnly("PROTOCOL_ERROR", "REMOTE_CLOSE");
            assertThat(healed.told.count(FeedReason.PROTOCOL_ERROR)).isEqualTo(ROUNDS);
        }
    }
}

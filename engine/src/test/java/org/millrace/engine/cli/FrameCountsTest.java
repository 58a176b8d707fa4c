package org.millrace.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;

class FrameCountsTest {
    private final FeedCounters counters = new FeedCounters();

    @Test
    void shouldSayWhatTheFramesWere() {
        counters.set(FeedCounter.FRAMES, 12);
        counters.set(FeedCounter.FALL_BACKS, 12);
        counters.set(FeedCounter.BOOK_UPDATES, 7);
        counters.set(FeedCounter.UNKNOWN, 3);

        assertThat(text()).containsExactly("feed: book updates 7, unknown 3", "unexplained frames: of unknown kinds 3");
    }

    @Test
    void shouldDoubtTheVenueWhereMostFramesAreStrange() {
        counters.set(FeedCounter.FRAMES, 3);
        counters.set(FeedCounter.UNKNOWN, 1);
        counters.countRejected(RejectReason.MALFORMED);

        assertThat(text())
                .containsExactly(
                        "feed: unknown 1, rejected 1",
                        "unexplained frames: of unknown kinds 1, MALFORMED 1",
                        "most frames are none that kraken sends: are --venue and --protocol those of the recording?");
    }

    @Test
    void shouldSayWhatToDoAboutNumbersThatDoNotFit() {
        counters.set(FeedCounter.FRAMES, 9);
        counters.set(FeedCounter.QUOTES, 7);
        counters.countRejected(RejectReason.PRECISION);
        counters.countRejected(RejectReason.OVERFLOW);

        assertThat(text())
                .containsExactly(
                        "feed: quotes 7, rejected 2",
                        "unexplained frames: none",
                        "numbers that their instruments' exponents do not hold: 2; list these instruments in the settings"
                                + " (instruments.list), and name the file by --config");
    }

    @Test
    void shouldSayThatThereWasNothing() {
        assertThat(text()).containsExactly("feed: nothing", "unexplained frames: none");
    }

    private List<String> text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FrameCounts(counters).print(new PrintStream(out, false, UTF_8), "kraken");
        return out.toString(UTF_8).lines().toList();
    }
}

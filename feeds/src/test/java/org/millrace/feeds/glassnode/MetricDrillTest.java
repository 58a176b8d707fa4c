package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.support.PolledDrill;

/** Metrics of a venue that refuses and restates, by a feed that is started again and again. */
@Timeout(300)
class MetricDrillTest {
    private static final String METRIC = "derivatives/futures_liquidated_volume_long_sum";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfEachValueAsTheVenueHasIt() throws IOException {
        try (PolledDrill drill = new PolledDrill(SimulatedProtocol.GLASSNODE, "ADA", -8, -8)) {
            drill.run(7, this::feed);

            TreeMap<Long, String> wanted = new TreeMap<>();
            for (JsonNode point : JSON.readTree(drill.ask("/v1/metrics/" + METRIC + "?a=ADA&i=10m", "key"))) {
                if (point.get("t").asLong() >= drill.periods().firstKey()
                        && !point.get("v").isNull()) {
                    wanted.put(
                            point.get("t").asLong(),
                            Double.toString(point.get("v").asDouble()));
                }
            }
            wanted.pollLastEntry(); // may have been restated since it was asked for
            wanted.pollLastEntry();
            assertThat(drill.periods().headMap(wanted.lastKey(), true)).isEqualTo(wanted);
            assertThat(wanted).hasSizeGreaterThan(100);
            assertThat(drill.repeated()).isZero();
            assertThat(drill.revised()).isPositive();
        }
    }

    private Feed feed(String authority, FeedContext context) {
        GlassnodeVenue venue = new GlassnodeVenue();
        FeedSettings settings = venue.complete(new FeedSettings(
                Venue.GLASSNODE,
                "rest",
                "",
                "http://" + authority,
                List.of("ADA"),
                List.of(METRIC + "@10m"),
                1_000,
                FeedTimeUnit.MILLISECOND,
                keys(),
                Duration.ZERO,
                SessionSettings.DEFAULTS));
        return venue.feed(settings, context);
    }

    private String keys() {
        Path keys = folder.resolve("keys");
        try {
            if (!Files.exists(keys)) {
                Files.createFile(
                        keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(keys, "GLASSNODE_API_KEY=key".getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys.toString();
    }
}

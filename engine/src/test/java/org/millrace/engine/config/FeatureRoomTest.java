package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureRoomTest {
    private static final long HEAP = 512L << 20; // as scripts/millrace has it
    private static final String ALL = "1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"millrace", "live", "simulated"})
    void shouldHaveRoomForWhatIsShipped(String file) {
        MillraceSettings settings = SettingsFile.read(Path.of("..", "config", file + ".yaml"), MillraceSettings.class);

        assertThat(settings.fitting(HEAP)).isSameAs(settings);
        assertThat(FeatureRoom.bytes(settings, 1_024)).isBetween(20L << 20, 32L << 20);
    }

    @Test
    void shouldRefuseTheMostThatEachSettingAloneAllows() throws IOException {
        MillraceSettings settings = read(16, 128, 1_024);

        assertThatThrownBy(() -> settings.fitting(HEAP))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching(
                        "features\\.sets: \\d{4} MiB of memory with instruments\\.capacity 1024, expected 128 MiB"
                                + " at most, a quarter of the heap: lower instruments\\.capacity to \\d+, or the number of sets,"
                                + " their timeframes, features or longest windows");
    }

    @Test
    void shouldNameTheLargestCapacityThatFits() throws IOException {
        String refusal = refusal(read(2, 128, 1_024));
        int fits = Integer.parseInt(refusal.replaceAll(".*instruments.capacity to (\\d+),.*", "$1"));

        assertThat(fits).isBetween(10, 500);
        assertThatCode(() -> read(2, 128, fits).fitting(HEAP)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(2, 128, fits + 1).fitting(HEAP)).hasMessageContaining("capacity to " + fits);
    }

    @Test
    void shouldNotProposeACapacityWhereNoneFits() throws IOException {
        MillraceSettings settings = read(16, 128, 1_024);

        assertThatThrownBy(() -> settings.fitting(1 << 20))
                .hasMessageContaining("a quarter of the heap: lower the number of sets");
    }

    private static String refusal(MillraceSettings settings) {
        try {
            settings.fitting(HEAP);
            return "";
        } catch (SettingsException refused) {
            return refused.getMessage();
        }
    }

    /** Returns settings with sets of every timeframe and the longest window. */
    private MillraceSettings read(int sets, int features, int capacity) throws IOException {
        String names = IntStream.rangeClosed(501 - features, 500)
                .mapToObj(i -> "returns_" + i)
                .collect(Collectors.joining(", "));
        String all = IntStream.rangeClosed(1, sets)
                .mapToObj(i -> "    - { id: %d, name: set-%d, timeframes: [%s], features: [%s] }\n"
                        .formatted(i, i, ALL, names))
                .collect(Collectors.joining());
        Path file = Files.writeString(
                folder.resolve("millrace.yaml"),
                "instruments: { capacity: " + capacity + " }\nfeatures:\n  sets:\n" + all);
        return SettingsFile.read(file, MillraceSettings.class);
    }
}

package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.settings.Settings;

class SettingsFileTest {
    /** What a desk would set. */
    public record Desk(String name, Limits limits, List<String> symbols, Map<String, Limits> overrides) {
        public static final Desk DEFAULTS = new Desk("desk", Limits.DEFAULTS, List.of(), Map.of());
    }

    /** One part of it. */
    public record Limits(int maxOrders, Duration silence, double ratio, TimeUnit unit, long bytes) {
        public static final Limits DEFAULTS = new Limits(3, Duration.ofSeconds(1), 0.5, TimeUnit.SECONDS, 1024);

        public Limits {
            Settings.require(maxOrders >= 1, "limits.max-orders", maxOrders, "1 or more");
        }
    }

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("desk.yaml");
    }

    @Test
    void shouldTakeWhatIsGivenAndDefaultTheRest() throws IOException {
        Files.writeString(
                file,
                """
                name: blue
                limits:
                  silence: 250ms
                  unit: days
                  bytes: 64KiB
                symbols: [BTCUSDT, ETHUSDT]
                overrides:
                  btc: { max-orders: 9 }
                """);

        Desk desk = SettingsFile.read(file, Desk.class);

        Limits btc = new Limits(9, Duration.ofSeconds(1), 0.5, TimeUnit.SECONDS, 1024);
        assertThat(desk)
                .isEqualTo(new Desk(
                        "blue",
                        new Limits(3, Duration.ofMillis(250), 0.5, TimeUnit.DAYS, 65536),
                        List.of("BTCUSDT", "ETHUSDT"),
                        Map.of("btc", btc)));
    }

    @Test
    void shouldTakeAllDefaultsFromAnEmptyFile() throws IOException {
        Files.writeString(file, "# nothing set\n");

        assertThat(SettingsFile.read(file, Desk.class)).isEqualTo(Desk.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'limits:\n  max-ordres: 1'  | :2: limits.max-ordres: unknown setting; did you mean max-orders?
                    'name: a\nlimit: 1'         | :2: limit: unknown setting; did you mean limits?
                    'limits:\n  max-orders: x'  | :2: limits.max-orders: x, expected a whole number, or bytes as 64KiB
                    'limits:\n  max-orders: 0'  | :2: limits.max-orders: 0, expected 1 or more
                    'limits:\n  silence: 5'     | :2: limits.silence: 5, expected a duration with its unit, as 500ms, 60s, 5m, 1h, 7d
                    'limits:\n  silence: 9999999h' | :2: limits.silence: 9999999h, expected 36500d or less
                    'limits:\n  ratio: much'    | :2: limits.ratio: much, expected a number
                    'symbols: BTCUSDT'          | :1: symbols: expected a list
                    'name: [a'                  | :1: is not YAML: expected ',' or ']', but got <stream end>
                    """)
    void shouldRefuseNamingFileLineAndKey(String yaml, String message) throws IOException {
        Files.writeString(file, yaml.replace("\\n", "\n"));

        assertThatThrownBy(() -> SettingsFile.read(file, Desk.class))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + message);
    }

    @Test
    void shouldRefuseAMissingFile() {
        assertThatThrownBy(() -> SettingsFile.read(file, Desk.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ": there is no such file");
    }
}

package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.features.FeatureSetSettings;

class FeaturesSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadASetWithEverythingThatItHas() throws IOException {
        MillraceSettings read = read("{ id: 7, name: mine, version: 2, timeframes: [1s, 4h, 1d],"
                + " benchmark: 'kraken:BTC-USD', features: [returns_500, correlation_3, hour] }");

        assertThat(read.features().sets())
                .containsExactly(new FeatureSetSettings(
                        7,
                        "mine",
                        2,
                        List.of("1s", "4h", "1d"),
                        "kraken:BTC-USD",
                        List.of("returns_500", "correlation_3", "hour")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"millrace", "live", "simulated"})
    void shouldShipASetWithTheColumnsThatUsersKnow(String file) {
        List<FeatureSetSettings> sets = SettingsFile.read(
                        Path.of("..", "config", file + ".yaml"), MillraceSettings.class)
                .features()
                .sets();

        assertThat(sets)
                .singleElement()
                .satisfies(set ->
                        assertThat(List.of(set.id(), set.name(), set.version())).isEqualTo(List.of(1, "standard", 2)))
                .satisfies(set -> assertThat(set.features())
                        .contains(
                                "returns_1",
                                "returns_5",
                                "volatility_5",
                                "volume_momentum",
                                "rsi_zone",
                                "macd_crossover",
                                "bb_position"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    features: [retuns_5]                      | features.sets.features: retuns_5, expected a known feature; did you mean returns_5?
                    features: [market]                        | features.sets.features: market, expected a known feature; did you mean market_open?
                    features: [volatility]                    | features.sets.features: volatility, expected volatility_N with N from 2 to 500
                    features: [volume_momentum_0]             | features.sets.features: volume_momentum_0, expected volume_momentum_N with N from 1 to 500, or volume_momentum for 5
                    features: [volume_momentun]               | features.sets.features: volume_momentun, expected a known feature; did you mean volume_momentum?
                    features: [volatility_1]                  | features.sets.features: volatility_1, expected volatility_N with N from 2 to 500
                    features: [returns_501]                   | features.sets.features: returns_501, expected returns_N with N from 1 to 500
                    features: [returns_05]                    | features.sets.features: returns_05, expected returns_N with N from 1 to 500
                    features: [hour_5]                        | features.sets.features: hour_5, expected hour, which has no window
                    features: [hour, hour]                    | features.sets.features: hour, expected each feature once
                    features: []                              | features.sets.features: 0 features, expected 1 to 128
                    features: [correlation_20]                | features.sets.benchmark: none, expected an instrument that correlation_20 is with
                    timeframes: [2m], features: [hour]        | features.sets.timeframes: 2m, expected one of 1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d
                    timeframes: [], features: [hour]          | features.sets.timeframes: [], expected one or more
                    id: 0, features: [hour]                   | features.sets.id: 0, expected 1 or more
                    version: 0, features: [hour]              | features.sets.version: 0, expected 1 or more
                    name: "", features: [hour]                | features.sets.name: , expected 1 to 32 letters, digits, dots, - and _
                    name: "a b", features: [hour]             | features.sets.name: a b, expected 1 to 32 letters, digits, dots, - and _
                    name: 1m, features: [hour]                | features.sets.name: 1m, expected another name: features.1m is the channel of a timeframe
                    timeframes: [1m, 1m], features: [hour]    | features.sets.timeframes: [1m, 1m], expected each timeframe once
                    featuers: [hour]                          | features.sets[0].featuers: unknown setting; did you mean features?
                    """)
    void shouldSayWhatIsWrongWithASet(String set, String complaint) {
        assertThatThrownBy(() -> read("{ " + set + " }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("millrace.yaml:3: ")
                .hasMessageEndingWith(complaint);
    }

    @Test
    void shouldRefuseTwoSetsOfOneNumberOrNameAndMoreThanFits() {
        String tooMany =
                IntStream.rangeClosed(1, 129).mapToObj(i -> "returns_" + i).collect(Collectors.joining(", "));

        assertThatThrownBy(() -> read("{ id: 2, features: [hour] }", "{ id: 2, features: [hour] }"))
                .hasMessageEndingWith("features.sets.id: 2, expected a number that no other set has");
        assertThatThrownBy(() -> read("{ id: 1, name: a, features: [hour] }", "{ id: 2, name: a, features: [hour] }"))
                .hasMessageEndingWith("features.sets.name: a, expected a name that no other set has");
        assertThatThrownBy(() -> read("{ features: [" + tooMany + "] }"))
                .hasMessageEndingWith("features.sets.features: 129 features, expected 1 to 128");
        assertThatThrownBy(() -> read(IntStream.rangeClosed(1, 17)
                        .mapToObj(i -> "{ id: " + i + ", features: [hour] }")
                        .toArray(String[]::new)))
                .hasMessageEndingWith("features.sets: 17 sets, expected 16 or fewer");
    }

    @Test
    void shouldSayThatAnotherSetTakesEffectAtTheNextStart() throws IOException {
        MillraceSettings running = read("{ features: [hour] }");

        SettingsChange change = SettingsChange.between(running, read("{ features: [hour, returns_1] }"));

        assertThat(change.text()).isEqualTo("nothing changes now; at the next start: features.sets");
        assertThat(change.settings().features()).isEqualTo(running.features());
    }

    private MillraceSettings read(String... sets) throws IOException {
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, "features:\n  sets:\n    - " + String.join("\n    - ", sets) + "\n");
        return SettingsFile.read(file, MillraceSettings.class);
    }
}

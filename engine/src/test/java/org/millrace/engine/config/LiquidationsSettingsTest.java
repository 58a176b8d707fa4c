package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.settings.LiquidationsSettings;
import org.millrace.engine.settings.SettingValue;

/** What may stand under liquidations, and what is said of what may not. */
class LiquidationsSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "liquidations: { publish-delay: 25h }  | liquidations.publish-delay: PT25H, expected 0s to 1d",
                "liquidations: { publish-delay: -1s }  | liquidations.publish-delay",
                "liquidations: { patience: 2d }        | liquidations.patience: PT48H, expected 0s to 1d",
                "liquidations: { statistic: median }   | liquidations.statistic",
                "liquidations: { source: lls }         | liquidations.source",
                "liquidations: { entry-lag: 90m }      | liquidations.entry-lag: PT1H30M, expected whole hours",
                "liquidations: { entry-lag: 169h }     | liquidations.entry-lag: PT169H, expected whole hours, 0h to"
                        + " 168h",
                "liquidations: { delay: 1h }           | liquidations.delay: unknown setting",
            })
    void shouldRefuseWhatCannotBe(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("millrace.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void shouldReachTheStageAsNumbers() throws IOException {
        MillraceSettings settings =
                read("liquidations: { publish-delay: 12m, patience: 1h, statistic: mean, source: ratio,"
                        + " entry-lag: 1h }");

        assertThat(settings.liquidations())
                .isEqualTo(new LiquidationsSettings(
                        Duration.ofMinutes(12),
                        Duration.ofHours(1),
                        LiquidationsSettings.Statistic.MEAN,
                        LiquidationsSettings.Source.RATIO,
                        Duration.ofHours(1)));
        assertThat(settings.engine(Duration.ZERO).values().stream()
                        .filter(value -> value.setting().name().startsWith("LIQUIDATIONS_"))
                        .map(LiquidationsSettingsTest::text))
                .containsExactly(
                        "LIQUIDATIONS_PUBLISH_DELAY 720000000000",
                        "LIQUIDATIONS_PATIENCE 3600000000000",
                        "LIQUIDATIONS_STATISTIC 1",
                        "LIQUIDATIONS_SOURCE 1",
                        "LIQUIDATIONS_ENTRY_LAG 1");
    }

    @Test
    void shouldNotDifferFromAssetToAsset() {
        assertThatThrownBy(
                        () -> read(
                                """
                        instruments: { list: [ { venue: glassnode, symbol: BTC, name: BTC, asset-class: metric, price-exponent: -8, quantity-exponent: -8 } ] }
                        overrides: [ { instrument: "glassnode:BTC", setting: liquidations-patience, value: 1 } ]
                        """))
                .hasMessageContaining(
                        "overrides.setting: LIQUIDATIONS_PATIENCE, expected one that instruments may differ in");
    }

    private static String text(SettingValue value) {
        return value.setting() + " " + value.value().toPlainString();
    }

    private MillraceSettings read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("millrace.yaml"), text), MillraceSettings.class);
    }
}

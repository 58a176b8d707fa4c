package org.millrace.engine.liquidations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.liquidations.features.HourFeatures.Source;
import org.millrace.engine.settings.SettingValue;
import org.millrace.feeds.venue.MetricId;

class LiquidationRulesTest {
    @Test
    void shouldBeginWithTheRulesOfTheShippedSettings() {
        List<SettingValue> shipped =
                MillraceSettings.DEFAULTS.engine(Duration.ZERO).values();
        LiquidationRules rules = new LiquidationRules();
        LiquidationRules told = new LiquidationRules();

        int count = 0;
        for (SettingValue value : shipped) {
            boolean isOurs = value.setting().name().startsWith("LIQUIDATIONS_");
            count += isOurs ? 1 : 0;
            assertThat(told.set(command(value.setting(), value.value()))).isFalse();
        }

        assertThat(count).isEqualTo(5);
        assertThat(text(told)).isEqualTo(text(rules));
    }

    @Test
    void shouldIgnoreWhatCannotBeAndEndAtTheLongestLag() {
        LiquidationRules rules = new LiquidationRules();

        rules.set(command(Setting.LIQUIDATIONS_PUBLISH_DELAY, BigDecimal.valueOf(-1)));
        rules.set(command(Setting.LIQUIDATIONS_PATIENCE, new BigDecimal("2.50")));
        rules.set(command(Setting.LIQUIDATIONS_ENTRY_LAG, BigDecimal.valueOf(1_000_000_000_000L)));

        assertThat(rules.publishDelayNs()).isEqualTo(600_000_000_000L);
        assertThat(rules.patienceNs()).isEqualTo(2);
        assertThat(rules.entryLagHours()).isEqualTo(Outcomes.MOST_LAG);
        assertThat(rules.source()).isEqualTo(Source.LLD);
    }

    @Test
    void shouldKnowMetricsByTheNumbersOfTheirPaths() {
        String volume = "derivatives/futures_liquidated_volume_";

        assertThat(Arrays.asList(
                        HourlyMetric.of(MetricId.of("market/price_usd_close"), false),
                        HourlyMetric.of(MetricId.of(volume + "long_relative"), true),
                        HourlyMetric.of(MetricId.of(volume + "long_sum"), false),
                        HourlyMetric.of(MetricId.of(volume + "short_sum"), false),
                        HourlyMetric.of(MetricId.of(volume + "long_mean"), true),
                        HourlyMetric.of(MetricId.of(volume + "short_mean"), true),
                        HourlyMetric.of(MetricId.of(volume + "short_mean"), false),
                        HourlyMetric.of(MetricId.of("indicators/ssr"), false)))
                .containsExactly(
                        HourlyMetric.PRICE,
                        HourlyMetric.LONG_DOMINANCE,
                        HourlyMetric.LONGS,
                        HourlyMetric.SHORTS,
                        HourlyMetric.LONGS,
                        HourlyMetric.SHORTS,
                        null,
                        null);
    }

    private static SettingCommandDecoder command(Setting setting, BigDecimal value) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new SettingCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .setting(setting)
                .value(value.unscaledValue().longValueExact())
                .valueExponent((byte) -value.scale());
        return new SettingCommandDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    private static String text(LiquidationRules of) {
        return of.publishDelayNs() + " " + of.patienceNs() + " " + of.source() + " " + of.isMean() + " "
                + of.entryLagHours();
    }
}

package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.settings.RiskSettings;
import org.millrace.engine.settings.SettingValue;
import org.millrace.engine.settings.StageSettings;
import org.millrace.engine.settings.TradingSettings;

/** What may stand under trading and risk, and what is said of what may not. */
class TradingSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trading: { cash: -1 }               | trading.cash: -1, expected 0 to 10000000000",
                "trading: { cash: 10000000000.01 }   | trading.cash: 10000000000.01, expected 0 to 10000000000",
                "trading: { cash: 0.000000001 }      | trading.cash: 1E-9, expected 0 to 10000000000, of at most eight",
                "trading: { currency: DOLLARSUS }    | trading.currency: DOLLARSUS, expected at most 8 characters",
                "trading: { latency: -1ms }          | trading.latency",
                "trading: { slippage: 1.1 }          | trading.slippage: 1.1, expected 0 to 1",
                "trading: { slippage: -0.1 }         | trading.slippage: -0.1, expected 0 to 1",
                "trading: { bar-share: 0 }           | trading.bar-share: 0, expected more than 0, to 1",
                "trading: { bar-share: 1.1 }         | trading.bar-share: 1.1, expected more than 0, to 1",
                "trading: { queue: 1.5 }             | trading.queue: 1.5, expected 0 to 1",
                "trading: { queue: half }            | trading.queue",
                "trading: { queu: 1 }                | queue",
                "trading: { accounts: [ { id: 0, cash: 1, currency: '' } ] } | trading.accounts.id: 0, expected 1 or more",
                "trading: { accounts: [ { id: 2, cash: -1, currency: '' } ] } | trading.accounts.cash: -1, expected 0 to",
                "trading: { accounts: [ { id: 2, cash: 1, currency: '' }, { id: 2, cash: 1, currency: '' } ] } | trading.accounts.id: 2, expected each once",
                "trading: { fees: [ { venue: none, maker: 0, taker: 0 } ] } | trading.fees.venue: NONE, expected a venue",
                "trading: { fees: [ { venue: kraken, maker: 0.2, taker: 0 } ] } | trading.fees.maker: 0.2, expected -0.1 to 0.1",
                "trading: { fees: [ { venue: kraken, maker: 0, taker: 0.0000001 } ] } | trading.fees.taker: 1E-7, expected -0.1 to 0.1",
                "trading: { fees: [ { venue: kraken, maker: 0, taker: 0 }, { venue: kraken, maker: 0, taker: 0 } ] } | trading.fees.venue: KRAKEN, expected each once",
                "risk: { order-rate: -1 }            | risk.order-rate: -1, expected 0 or more",
                "risk: { stale: -1s }                | risk.stale",
                "risk: { stale-kill: -1s }           | risk.stale-kill",
            })
    void shouldRefuseWhatCannotBe(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("millrace.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-quantity",
                "order-notional",
                "position",
                "notional",
                "collar",
                "daily-loss",
                "drawdown",
                "exposure",
                "leverage"
            })
    void shouldRefuseLimitsThatNothingCanBeHeldAgainst(String key) {
        for (String value : List.of("-1", "10000000000", "0.000000001")) {
            assertThatThrownBy(() -> read("risk: { " + key + ": " + value + " }"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("risk." + key + ": ")
                    .hasMessageContaining("expected 0 or more, below 10000000000, of at most eight decimals");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crypto", "equity", "fx", "index", "future"})
    void shouldRefuseLimitsOfAnAssetClassLikewise(String key) {
        assertThatThrownBy(() -> read("risk: { asset-exposure: { " + key + ": -1 } }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("risk.asset-exposure." + key + ": -1, expected 0 or more");
    }

    @Test
    void shouldTakeEachAtItsBounds() throws IOException {
        MillraceSettings settings = read(
                """
                trading: { cash: 10000000000, currency: EIGHTCHR, slippage: 1, bar-share: 0.00000001, queue: 1 }
                risk: { position: 9999999999.99999999, leverage: 0 }
                """);

        assertThat(settings.trading().currency()).isEqualTo("EIGHTCHR");
        assertThat(settings.risk().position()).isEqualByComparingTo("9999999999.99999999");
    }

    @Test
    void shouldTellStagesEverySettingOnceForWhomItIs() {
        List<SettingValue> values = StageSettings.ofDesk(TradingSettings.DEFAULTS, RiskSettings.DEFAULTS);

        assertThat(values)
                .extracting(value -> value.setting() + " " + value.venue() + " " + value.accountId())
                .doesNotHaveDuplicates();
        assertThat(values)
                .extracting(value -> value.setting().name())
                .allMatch(name -> name.matches("(TRADING|RISK)_.*"));
    }

    private MillraceSettings read(String text) throws IOException {
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, text);
        return SettingsFile.read(file, MillraceSettings.class);
    }
}

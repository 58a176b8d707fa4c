package org.millrace.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.instruments.InstrumentSettings.Listed;
import org.millrace.feeds.session.FeedSettings;

class SettingsChangeTest {
    private static final String RUNNING =
            """
            instruments:
              list:
                - { venue: binance, symbol: BTCUSDT, name: BTC-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
                - { venue: binance, symbol: ETHUSDT, name: ETH-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -4 }
            feeds:
              - { venue: binance, symbols: [BTCUSDT, ETHUSDT] }
              - { venue: kraken, symbols: [BTC/USD] }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWhereNothingDiffers() throws IOException {
        SettingsChange change = change(RUNNING + "# but a comment\n");

        assertThat(change.isMade()).isFalse();
        assertThat(change.text()).isEqualTo("nothing changes now");
        assertThat(change.settings()).isEqualTo(read(RUNNING));
    }

    @Test
    void shouldTakeSymbolsAndInstrumentsThatComeAndGo() throws IOException {
        String written = RUNNING.replace("[BTCUSDT, ETHUSDT]", "[BTCUSDT, ADAUSDT]")
                .replace("[BTC/USD]", "[BTC/USD, XRP/USD]")
                .replace("symbol: ETHUSDT, name: ETH-USDT", "symbol: ADAUSDT, name: ADA-USDT");

        SettingsChange change = change(written);

        assertThat(change.symbols()).containsExactly("binance +ADAUSDT -ETHUSDT", "kraken +XRP/USD");
        assertThat(change.defined()).extracting(Listed::qualifiedName).containsExactly("binance:ADA-USDT");
        assertThat(change.pending()).containsExactly("instruments.list binance:ETH-USDT (stays defined)");
        assertThat(change.settings().feeds())
                .extracting(FeedSettings::symbols)
                .containsExactly(List.of("BTCUSDT", "ADAUSDT"), List.of("BTC/USD", "XRP/USD"));
        assertThat(change.text())
                .isEqualTo("binance +ADAUSDT -ETHUSDT, kraken +XRP/USD, instruments +binance:ADA-USDT;"
                        + " at the next start: instruments.list binance:ETH-USDT (stays defined)");
    }

    @Test
    void shouldTakeStrategiesThatComeGoAndChange() throws IOException {
        String running = RUNNING
                + """
                strategies:
                  run:
                    - { id: 1, name: Crossover, instrument: "binance:BTC-USDT", params: { fast: 5, slow: 20 } }
                    - { id: 2, name: Rsi, instrument: "binance:BTC-USDT" }
                    - { id: 3, name: Macd, instrument: "binance:BTC-USDT" }
                """;
        String written = running.replace("fast: 5", "fast: 6").replace("id: 2", "id: 4");

        SettingsChange change = SettingsChange.between(read(running), read(written));

        assertThat(change.strategies()).containsExactly("+1 Crossover", "+4 Rsi", "-2");
        assertThat(change.isMade()).isTrue();
        assertThat(change.text()).isEqualTo("strategies +1 Crossover +4 Rsi -2");
        assertThat(change.settings()).isEqualTo(read(written));
    }

    @Test
    void shouldTakeModelsThatComeAndGoAndTheirDriftWindow() throws IOException {
        String running = RUNNING
                + """
                models:
                  run:
                    - { name: direction, version: 3 }
                    - { name: direction, version: 4, role: shadow }
                """;
        String written = running.replace("version: 3", "version: 5") + "  drift-window: 50\n";

        SettingsChange change = SettingsChange.between(read(running), read(written));

        assertThat(change.isMade()).isTrue();
        assertThat(change.text()).isEqualTo("models +direction:5 promoted -direction:3 promoted, models.drift-window");
        assertThat(change.values())
                .extracting(value -> value.setting() + " " + value.value())
                .containsExactly("MODELS_DRIFT_WINDOW 50");
        assertThat(change.settings()).isEqualTo(read(written));
    }

    @Test
    void shouldNameWhereModelsAreLookedForAtTheNextStart() throws IOException {
        SettingsChange change = change(RUNNING + "models: { folder: other }\n");

        assertThat(change.text()).isEqualTo("nothing changes now; at the next start: models.folder");
    }

    @Test
    void shouldTakeWhatHoldsForTradingAndRisk() throws IOException {
        String written = RUNNING
                + """
                trading: { latency: 5ms, fees: [ { venue: binance, maker: 0, taker: 0.002 } ] }
                risk: { position: 7, asset-exposure: { crypto: 500 } }
                """;

        SettingsChange change = change(written);

        assertThat(change.text()).isEqualTo("trading.latency, trading.fees, risk.position, risk.asset-exposure.crypto");
        assertThat(change.values())
                .extracting(value -> value.setting() + " " + value.venue() + " " + value.value())
                .containsExactly(
                        "TRADING_LATENCY NONE 5000000",
                        "TRADING_MAKER_FEE BINANCE 0",
                        "TRADING_TAKER_FEE BINANCE 0.002",
                        "RISK_POSITION NONE 7",
                        "RISK_EXPOSURE_CRYPTO NONE 500");
        assertThat(change.pending()).isEmpty();
        assertThat(change.settings()).isEqualTo(read(written));
    }

    @Test
    void shouldTakeBackWhatIsNotWrittenAnyMore() throws IOException {
        String running = RUNNING
                + """
                trading: { queue: 0.5, fees: [ { venue: yahoo, maker: 0.001, taker: 0.002 } ] }
                risk: { leverage: 3 }
                """;

        SettingsChange change = SettingsChange.between(read(running), read(RUNNING));

        assertThat(change.text()).isEqualTo("trading.fees, trading.queue, risk.leverage");
        assertThat(change.values())
                .extracting(value -> value.setting() + " " + value.venue() + " "
                        + value.value().stripTrailingZeros().toPlainString())
                .containsExactly(
                        "TRADING_QUEUE NONE 0",
                        "TRADING_MAKER_FEE YAHOO 0",
                        "TRADING_TAKER_FEE YAHOO 0",
                        "RISK_LEVERAGE NONE 1");
    }

    @Test
    void shouldNameWhatTakesEffectAtTheNextStart() throws IOException {
        String written =
                RUNNING.replace("binance, symbols: [BTCUSDT", "binance, snapshot-depth: 500, symbols: [SOLUSDT")
                                .replace(
                                        "  - { venue: kraken, symbols: [BTC/USD] }\n",
                                        "  - { venue: coinbase, symbols: [BTC-USD] }\n")
                                .replace(
                                        "price-exponent: -2, quantity-exponent: -4",
                                        "price-exponent: -3, quantity-exponent: -4")
                        + "quality: { window: 50 }\n";

        SettingsChange change = change(written);

        assertThat(change.symbols())
                .containsExactly("binance +SOLUSDT -BTCUSDT", "kraken -BTC/USD", "coinbase +BTC-USD");
        assertThat(change.pending())
                .containsExactly(
                        "instruments.list binance:ETH-USDT (only in a new data directory: the journal knows it as it was)",
                        "feeds[0].snapshot-depth",
                        "quality.window");
        assertThat(change.settings().quality()).isEqualTo(read(RUNNING).quality());
        assertThat(change.settings().feeds().get(0).snapshotDepth()).isEqualTo(1_000);
    }

    @Test
    void shouldKnowFeedsAgainThatStandInAnotherOrder() throws IOException {
        String written = RUNNING.replace(
                "  - { venue: binance, symbols: [BTCUSDT, ETHUSDT] }\n  - { venue: kraken, symbols: [BTC/USD] }\n",
                "  - { venue: kraken, symbols: [BTC/USD] }\n  - { venue: binance, symbols: [BTCUSDT] }\n");

        SettingsChange change = change(written);

        assertThat(change.text()).isEqualTo("binance -ETHUSDT");
    }

    @Test
    void shouldKnowTheFeedThatStaysOfTwoThatDifferInTheirSymbolsAlone() throws IOException {
        String two = RUNNING.replace(
                "  - { venue: kraken,", "  - { venue: binance, symbols: [SOLUSDT] }\n  - { venue: kraken,");
        String written = two.replace("  - { venue: binance, symbols: [BTCUSDT, ETHUSDT] }\n", "");

        SettingsChange change = SettingsChange.between(read(two), read(written));

        assertThat(change.text()).isEqualTo("binance -BTCUSDT -ETHUSDT");
        assertThat(change.settings().feeds())
                .extracting(FeedSettings::symbols)
                .containsExactly(List.of("SOLUSDT"), List.of("BTC/USD"));
    }

    private SettingsChange change(String written) throws IOException {
        return SettingsChange.between(read(RUNNING), read(written));
    }

    private MillraceSettings read(String text) throws IOException {
        Path file = folder.resolve("millrace.yaml");
        Files.writeString(file, text.replaceAll("kraken, symbols", "kraken, snapshot-depth: 100, symbols"));
        return SettingsFile.read(file, MillraceSettings.class);
    }
}

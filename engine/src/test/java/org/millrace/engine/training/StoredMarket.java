package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.millrace.engine.cli.Millrace;

/**
 * A data directory whose store was filled while its journals were: bars of a venue for AAA, and trades of BBB, of which the
 * line makes bars itself, some of them later than their ends.
 */
public final class StoredMarket {
    /** The feature set that it declares. */
    public static final String SETTINGS =
            """
            instruments:
              list:
                - { venue: binance, symbol: AAA, name: AAA, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
                - { venue: binance, symbol: BBB, name: BBB, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
            features:
              sets:
                - id: 3
                  name: wide
                  version: 2
                  timeframes: [1m, 5m]
                  benchmark: "binance:AAA"
                  features: [returns_1, log_returns_5, volatility_10, rsi_zone, macd_crossover, bb_position,
                    volume_price_trend, trade_imbalance, hour, sma_distance_20, atr_ratio, correlation_20, spread]
            """;

    private static final long BEGINNING_MS = 1_600_000_020_000L;
    private static final int MINUTES = 900;

    private StoredMarket() {}

    /** Fills a data directory below a folder, and returns it; the settings lie beside it as {@code market.yaml}. */
    public static Path fill(Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("market.yaml"), SETTINGS);
        Path bars = Files.writeString(folder.resolve("AAA-1m.csv"), bars(new Random(1)));
        Path trades = Files.writeString(folder.resolve("BBB.csv"), trades(new Random(2)));
        Path data = folder.resolve("market");
        String line = "import --venue binance --instrument AAA,BBB --interval 1m --store --config " + settings
                + " --data " + data + " " + bars + " " + trades;
        assertThat(Millrace.execute(line.split(" "))).isZero();
        return data;
    }

    private static String bars(Random random) {
        StringBuilder text = new StringBuilder("time_ms,open,high,low,close,volume\n");
        int price = 100_000;
        for (int i = 0; i < MINUTES; i++) {
            int close = price + random.nextInt(201) - 100 + (int) (60 * Math.sin(i / 30.0));
            text.append(BEGINNING_MS + i * 60_000L)
                    .append(',')
                    .append(price / 100.0)
                    .append(',');
            text.append((Math.max(price, close) + 20) / 100.0).append(',');
            text.append((Math.min(price, close) - 20) / 100.0).append(',');
            text.append(close / 100.0)
                    .append(',')
                    .append(1 + random.nextInt(1_000))
                    .append('\n');
            price = close;
        }
        return text.toString();
    }

    private static String trades(Random random) {
        StringBuilder text = new StringBuilder("time_ms,price,quantity\n");
        int price = 5_000;
        for (int i = 0; i < MINUTES; i++) {
            for (int j = 0; j < 4; j++) {
                price += random.nextInt(7) - 3;
                int outlier = i % 100 == 50 && j == 1 ? 5 : 1; // which nothing confirms
                text.append(BEGINNING_MS + i * 60_000L + j * 15_000L + random.nextInt(15_000));
                text.append(',')
                        .append(price * outlier / 100.0)
                        .append(',')
                        .append(1 + random.nextInt(50))
                        .append('\n');
            }
        }
        return text.toString();
    }
}

package org.millrace.feeds.simulator.market;

import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import java.util.Locale;

/**
 * One market of the simulator.
 *
 * @param symbol           as in payloads, upper case
 * @param baseAsset        what is traded
 * @param quoteAsset       what is paid with
 * @param price            at which it opens
 * @param priceDecimals    of its tick size
 * @param quantityDecimals of its lot size; together with those of the price at most 8
 * @param ordersPerSecond  in quiet times; bursts are up to fifty times as fast
 */
public record SimulatedInstrument(
        String symbol,
        String baseAsset,
        String quoteAsset,
        double price,
        int priceDecimals,
        int quantityDecimals,
        double ordersPerSecond) {

    /** Five markets, from busy to quiet. */
    public static final List<SimulatedInstrument> DEFAULTS = List.of(
            new SimulatedInstrument("BTCUSDT", "BTC", "USDT", 60_000.0, 2, 5, 60.0),
            new SimulatedInstrument("ETHUSDT", "ETH", "USDT", 2_500.0, 2, 4, 40.0),
            new SimulatedInstrument("SOLUSDT", "SOL", "USDT", 150.0, 2, 3, 25.0),
            new SimulatedInstrument("BNBUSDT", "BNB", "USDT", 550.0, 2, 3, 15.0),
            new SimulatedInstrument("ADAUSDT", "ADA", "USDT", 0.35, 4, 1, 10.0));

    private static final int MAX_DECIMALS = 8;
    private static final double MIN_TICKS = 1_000.0;
    private static final double MAX_TICKS = 1e10;

    public SimulatedInstrument {
        String key = "simulator.instruments.";
        require(symbol.equals(symbol.toUpperCase(Locale.ROOT)), key + "symbol", symbol, "upper case");
        require(
                priceDecimals >= 0 && quantityDecimals >= 0 && priceDecimals + quantityDecimals <= MAX_DECIMALS,
                key + "price-decimals",
                priceDecimals + " and quantity-decimals: " + quantityDecimals,
                "0 or more, together at most " + MAX_DECIMALS);
        double ticks = price * StrictMath.pow(10, priceDecimals);
        require(ticks >= MIN_TICKS && ticks <= MAX_TICKS, key + "price", price, "1,000 to 10^10 ticks");
        require(ordersPerSecond > 0.0, key + "orders-per-second", ordersPerSecond, "more than 0");
    }

    /** Returns the tick size in units of 10^−8. */
    public long tickUnits() {
        return powerOfTen(MAX_DECIMALS - priceDecimals);
    }

    /** Returns the lot size in units of 10^−8. */
    public long lotUnits() {
        return powerOfTen(MAX_DECIMALS - quantityDecimals);
    }

    /** Returns tick times lot in units of 10^−8. */
    public long notionalUnits() {
        return powerOfTen(MAX_DECIMALS - priceDecimals - quantityDecimals);
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}

package org.millrace.bench.venues;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Twenty markets, each shown by three venues, and the settings of an engine that watches all sixty. */
final class Markets {
    private static final List<String> ASSETS = List.of(
            "BTC", "ETH", "SOL", "XRP", "ADA", "DOGE", "AVAX", "LINK", "DOT", "LTC", "BCH", "UNI", "ATOM", "AAVE",
            "FIL", "NEAR", "ALGO", "XLM", "ETC", "TRX");
    private static final double[] PRICES = {
        60_000, 2_500, 150, 0.5, 0.35, 0.12, 25, 11, 4, 65, 330, 7, 4.5, 150, 3.7, 4.1, 0.13, 0.1, 18, 0.16
    };
    private static final double ORDERS_PER_SECOND = 550.0; // of each: some 50,000 frames a second of all venues
    private static final String FEED =
            """
              - venue: %s
                url: ws://127.0.0.1:%d
                rest-url: http://127.0.0.1:%d
                symbols: [%s]
                snapshot-depth: %d
            """;
    private static final String REST =
            """
            journal: { free-space-floor: 1 }
            gateway:
              listen: { host: 127.0.0.1, port: 0 }
              metrics: { host: 127.0.0.1, port: %d }
            """;

    private Markets() {}

    static SimulatorSettings simulator() {
        return new SimulatorSettings("127.0.0.1", 0, 1, 1.0, instruments(), List.of(), Duration.ofSeconds(20));
    }

    /** Returns the settings of an engine that watches a simulator. */
    static String settings(Simulator simulator, int metricsPort) {
        return "feeds:\n"
                + feed(simulator, "binance", SimulatedProtocol.BINANCE, 1_000, Markets::joined)
                + feed(simulator, "coinbase", SimulatedProtocol.COINBASE_EXCHANGE, 1_000, each -> pair(each, "-"))
                + feed(simulator, "kraken", SimulatedProtocol.KRAKEN, 100, each -> pair(each, "/"))
                + REST.formatted(metricsPort);
    }

    private static String feed(
            Simulator simulator,
            String venue,
            SimulatedProtocol protocol,
            int depth,
            Function<SimulatedInstrument, String> name) {
        int port = simulator.port(protocol);
        String symbols = instruments().stream().map(name).collect(Collectors.joining(", "));
        return FEED.formatted(venue, port, port, symbols, depth);
    }

    private static List<SimulatedInstrument> instruments() {
        return IntStream.range(0, ASSETS.size()).mapToObj(Markets::instrument).toList();
    }

    private static SimulatedInstrument instrument(int index) {
        String base = ASSETS.get(index);
        double price = PRICES[index];
        int decimals = price >= 1_000 ? 2 : price >= 10 ? 3 : 5; // ticks fine enough for a book of hundreds of levels
        int lots = price >= 1_000 ? 5 : price >= 10 ? 3 : 1;
        return new SimulatedInstrument(base + "USDT", base, "USDT", price, decimals, lots, ORDERS_PER_SECOND);
    }

    private static String joined(SimulatedInstrument each) {
        return each.symbol();
    }

    private static String pair(SimulatedInstrument each, String separator) {
        return each.baseAsset() + separator + each.quoteAsset();
    }
}

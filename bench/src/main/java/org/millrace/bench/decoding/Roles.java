package org.millrace.bench.decoding;

import static org.millrace.bench.decoding.Role.DECIMAL;
import static org.millrace.bench.decoding.Role.INTEGER;
import static org.millrace.bench.decoding.Role.NESTED;
import static org.millrace.bench.decoding.Role.TEXT;
import static org.millrace.bench.decoding.Role.TIME;
import static org.millrace.bench.decoding.Role.TRUTH;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields of a venue's frames the events need, and what they are. Items of arrays that hold no objects: decimals. */
final class Roles {
    private final Map<String, Role> roles = new HashMap<>();

    private Roles(Map<Role, List<String>> names) {
        names.forEach((role, each) -> each.forEach(name -> roles.put(name, role)));
    }

    static Roles of(String venue) {
        return new Roles(
                switch (venue) {
                    case "binance" -> binance();
                    case "coinbase-exchange" -> exchange();
                    case "coinbase-advanced" -> advanced();
                    case "kraken" -> kraken();
                    case "alpaca" -> alpaca();
                    default -> throw new IllegalArgumentException("venue: " + venue);
                });
    }

    private static Map<Role, List<String>> binance() {
        return Map.of(
                INTEGER, List.of("E", "T", "t", "u", "U"),
                TRUTH, List.of("m"),
                TEXT, List.of("s", "e"),
                DECIMAL, List.of("p", "q", "B", "A"),
                NESTED, List.of("data", "a", "b"));
    }

    private static Map<Role, List<String>> exchange() {
        return Map.of(
                TEXT, List.of("type", "product_id", "side"),
                INTEGER, List.of("trade_id", "sequence"),
                TIME, List.of("time"),
                DECIMAL, List.of("price", "size", "best_bid", "best_ask"),
                NESTED, List.of("changes"));
    }

    private static Map<Role, List<String>> advanced() {
        String[] decimals = {
            "price",
            "size",
            "price_level",
            "new_quantity",
            "best_bid",
            "best_ask",
            "best_bid_quantity",
            "best_ask_quantity"
        };
        return Map.of(
                TEXT, List.of("channel", "type", "product_id", "side"),
                INTEGER, List.of("trade_id", "sequence_num"),
                TIME, List.of("timestamp", "time"),
                DECIMAL, List.of(decimals),
                NESTED, List.of("events", "updates", "trades", "tickers"));
    }

    private static Map<Role, List<String>> kraken() {
        return Map.of(
                TEXT, List.of("channel", "type", "symbol", "side"),
                INTEGER, List.of("trade_id", "checksum"),
                TIME, List.of("timestamp"),
                DECIMAL, List.of("price", "qty", "bid", "bid_qty", "ask", "ask_qty"),
                NESTED, List.of("data", "bids", "asks"));
    }

    private static Map<Role, List<String>> alpaca() {
        return Map.of(
                TEXT, List.of("T", "S", "tks"),
                INTEGER, List.of("i"),
                TIME, List.of("t"),
                DECIMAL, List.of("p", "s", "bp", "bs", "ap", "as"),
                NESTED, List.of("b", "a"));
    }

    Role role(String name) {
        return roles.getOrDefault(name, Role.OTHER);
    }

    Set<String> names() {
        return roles.keySet();
    }
}

package org.millrace.bench.decoding;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Frames of Coinbase's Exchange feed; a change of a book has one to five levels, as a batch of 50 ms has. */
final class ExchangeText extends FrameText {
    @Override
    String greeting(String kind) {
        return kind.equals("book")
                ? "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"61837.64\",\"1.5\"]],"
                        + "\"bids\":[[\"61837.63\",\"3.7\"]]}"
                : "";
    }

    @Override
    String frame(String kind, int index) {
        return switch (kind) {
            case "trade" -> match(index);
            case "quote" -> ticker(index);
            default -> update(index);
        };
    }

    private String match(int index) {
        return format(
                "{\"type\":\"match\",\"trade_id\":%s,\"maker_order_id\":\"%s\",\"taker_order_id\":\"%s\",\"side\":\"%s\","
                        + "\"size\":\"%s\",\"price\":\"%s\",\"product_id\":\"BTC-USD\",\"sequence\":%s,\"time\":\"%s\"}",
                frameId(index), uuid(), uuid(), side(), quantity(), price(), frameId(index), time(index));
    }

    private String ticker(int index) {
        return format(
                "{\"type\":\"ticker\",\"sequence\":%s,\"product_id\":\"BTC-USD\",\"price\":\"%s\",\"open_24h\":\"%s\","
                        + "\"volume_24h\":\"94381.28000000\",\"low_24h\":\"%s\",\"high_24h\":\"%s\","
                        + "\"volume_30d\":\"2295579.57000000\",\"best_bid\":\"%s\",\"best_ask\":\"%s\",\"side\":\"%s\","
                        + "\"time\":\"%s\",\"trade_id\":%s,\"last_size\":\"%s\"}",
                frameId(index),
                price(),
                price(),
                price(),
                price(),
                price(),
                price(),
                side(),
                time(index),
                frameId(index),
                quantity());
    }

    private String update(int index) {
        String changes = IntStream.range(0, some(index))
                .mapToObj(i -> "[\"" + side() + "\",\"" + price() + "\",\"" + quantity() + "\"]")
                .collect(Collectors.joining(","));
        return "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[" + changes + "],\"time\":\""
                + time(index) + "\"}";
    }

    private String side() {
        return random.nextBoolean() ? "buy" : "sell";
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}

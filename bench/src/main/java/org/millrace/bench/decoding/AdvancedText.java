package org.millrace.bench.decoding;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Frames of Coinbase's Advanced Trade: one to five trades, newest first; a change of a book of three to fifteen levels. */
final class AdvancedText extends FrameText {
    private static final int LEVELS = 3; // times one to five

    @Override
    String greeting(String kind) {
        return kind.equals("book")
                ? "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:00Z\",\"sequence_num\":49999999999,"
                        + "\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"updates\":[{\"side\":\"bid\","
                        + "\"event_time\":\"2026-08-09T21:05:00Z\",\"price_level\":\"61837.63\",\"new_quantity\":\"1.5\"}]}]}"
                : "";
    }

    @Override
    String frame(String kind, int index) {
        return switch (kind) {
            case "trade" -> frame("market_trades", index, "\"trades\":[" + trades(index) + "]");
            case "quote" -> frame("ticker", index, "\"tickers\":[" + ticker() + "]");
            default -> frame("l2_data", index, "\"product_id\":\"BTC-USD\",\"updates\":[" + updates(index) + "]");
        };
    }

    private static String frame(String channel, int index, String event) {
        return "{\"channel\":\"" + channel + "\",\"timestamp\":\"" + time(index).replace("Z", "397Z")
                + "\",\"sequence_num\":" + frameId(index) + ",\"events\":[{\"type\":\"update\"," + event + "}]}";
    }

    private String trades(int index) {
        var trades = Stream.generate(() -> trade(index)).limit(some(index)).collect(Collectors.toList());
        Collections.reverse(trades);
        return String.join(",", trades);
    }

    private String trade(int index) {
        return format(
                "{\"product_id\":\"BTC-USD\",\"trade_id\":\"%s\",\"price\":\"%s\",\"size\":\"%s\",\"time\":\"%s\","
                        + "\"side\":\"%s\"}",
                nextId(), price(), quantity(), time(index), random.nextBoolean() ? "BUY" : "SELL");
    }

    private String ticker() {
        return format(
                "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"%s\",\"volume_24_h\":\"2867.54532609\","
                        + "\"low_24_h\":\"%s\",\"high_24_h\":\"%s\",\"low_52_w\":\"%s\",\"high_52_w\":\"126296\","
                        + "\"price_percent_chg_24_h\":\"0.09601107287722\",\"best_bid\":\"%s\",\"best_ask\":\"%s\","
                        + "\"best_bid_quantity\":\"%s\",\"best_ask_quantity\":\"%s\"}",
                price(), price(), price(), price(), price(), price(), quantity(), quantity());
    }

    private String updates(int index) {
        return IntStream.range(0, LEVELS * some(index))
                .mapToObj(i -> format(
                        "{\"side\":\"%s\",\"event_time\":\"%s\",\"price_level\":\"%s\",\"new_quantity\":\"%s\"}",
                        random.nextBoolean() ? "bid" : "offer",
                        time(index),
                        price(),
                        random.nextInt(3) == 0 ? "0" : quantity()))
                .collect(Collectors.joining(","));
    }
}

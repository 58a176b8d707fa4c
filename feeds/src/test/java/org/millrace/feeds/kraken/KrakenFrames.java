package org.millrace.feeds.kraken;

import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.support.Captures;

/** Frames of every kind: recorded ones, and such as the venue's documentation prints, of which none were recorded. */
final class KrakenFrames {
    static final String TRADE = "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
            + "\"side\":\"sell\",\"price\":63388.7,\"qty\":0.25761908,\"ord_type\":\"limit\",\"trade_id\":70000001,"
            + "\"timestamp\":\"2026-08-02T03:35:51.660084Z\"},{\"symbol\":\"BTC/USD\",\"side\":\"buy\","
            + "\"price\":63388.8,\"qty\":0.00005100,\"ord_type\":\"market\",\"trade_id\":70000002,"
            + "\"timestamp\":\"2026-08-02T03:35:51.7Z\"}]}";
    static final String TICKER = "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
            + "\"bid\":63388.7,\"bid_qty\":0.25761908,\"ask\":63388.8,\"ask_qty\":0.34887114,\"last\":63388.7,"
            + "\"volume\":1208.18442000,\"vwap\":63100.1,\"low\":62500.0,\"high\":63900.0,\"change\":-12.3,"
            + "\"change_pct\":-0.02,\"timestamp\":\"2026-08-02T03:35:51.660084Z\"}]}";
    static final String INSTRUMENT = "{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":["
            + "{\"id\":\"USD\",\"status\":\"enabled\",\"precision\":4}],\"pairs\":[{\"symbol\":\"BTC/USD\","
            + "\"base\":\"BTC\",\"quote\":\"USD\",\"status\":\"online\",\"price_precision\":1,\"qty_precision\":8,"
            + "\"price_increment\":0.1,\"qty_increment\":1e-08,\"qty_min\":0.00005},{\"symbol\":\"SHIB/USD\","
            + "\"base\":\"SHIB\",\"quote\":\"USD\",\"price_precision\":9,\"qty_precision\":5,"
            + "\"price_increment\":1e-09,\"qty_increment\":1e-05}]}}";

    private KrakenFrames() {}

    /** Returns one of each kind that is no data. */
    static List<String> control() {
        return List.of(
                INSTRUMENT,
                "{\"channel\":\"heartbeat\"}",
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\",\"connection_id\":2950167385101900187}]}",
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":25,\"symbol\":\"BTC/USD\"},\"success\":true}",
                "{\"error\":\"Subscription depth not supported\",\"method\":\"subscribe\",\"success\":false}",
                "{\"Error\":\"Exceeded msg rate\"}",
                "{\"method\":\"pong\",\"req_id\":2}",
                "{\"connectionID\":17413893361151983591,\"event\":\"systemStatus\",\"status\":\"online\"}",
                "{\"channelID\":2496,\"channelName\":\"book-1000\",\"event\":\"subscriptionStatus\",\"status\":\"subscribed\"}",
                "{\"event\":\"heartbeat\"}");
    }

    /** Returns data of every kind. */
    static List<String> data() {
        List<String> frames = new ArrayList<>(List.of(TRADE, TICKER));
        add(frames, "v2-book25-btcusd-20260802", 300);
        add(frames, "v2-book25-xrpusd-20260802", 100);
        add(frames, "v1-book1000-20210405", 300);
        add(frames, "v1-trade-20210405", 12);
        add(frames, "v1-ticker-20210405", 12);
        return frames;
    }

    private static void add(List<String> frames, String name, int count) {
        List<String> lines = Captures.lines("kraken/" + name + ".ws.jsonl.gz").stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .filter(frame -> frame.startsWith("[") || frame.startsWith("{\"channel\":\"book"))
                .filter(frame -> frame.length() < 2_500)
                .toList();
        int step = Math.max(1, lines.size() / count);
        for (int i = 0; i < lines.size(); i += step) {
            frames.add(lines.get(i));
        }
    }
}

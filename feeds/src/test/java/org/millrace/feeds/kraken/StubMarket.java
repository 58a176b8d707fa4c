package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A pair at the stubbed venue: a whole book, of which clients see the first levels, and a tape. */
final class StubMarket {
    private static final int FULL = 25;
    private static final int RESENT = 50;

    final String symbol;
    private final int depth;
    private final Random random;
    private final SortedMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final SortedMap<BigDecimal, String> asks = new TreeMap<>();
    private final List<String> trades = new ArrayList<>();
    private long tradeId = 1_000;

    StubMarket(String symbol, int depth, Random random) {
        this.symbol = symbol;
        this.depth = depth;
        this.random = random;
        for (int i = 0; i < FULL; i++) {
            bids.put(price(false), quantity());
            asks.put(price(true), quantity());
        }
    }

    /** Changes the book and returns the frame that tells of it. */
    String change() {
        SortedMap<BigDecimal, String> oldBids = top(bids);
        SortedMap<BigDecimal, String> oldAsks = top(asks);
        for (int i = random.nextInt(3); i >= 0; i--) {
            boolean isAsk = random.nextBoolean();
            SortedMap<BigDecimal, String> side = isAsk ? asks : bids;
            if (side.size() > FULL) {
                side.remove(side.firstKey());
            } else {
                side.put(price(isAsk), quantity());
            }
        }
        return frame("update", difference(oldBids, bids), difference(oldAsks, asks));
    }

    String snapshot() {
        return frame("snapshot", levels(top(bids)), levels(top(asks)));
    }

    /** Makes a trade and returns the frame that tells of it. */
    String trade() {
        trades.add("{\"symbol\":\"" + symbol + "\",\"side\":\"buy\",\"price\":100.5,\"qty\":0.10000000,"
                + "\"ord_type\":\"market\",\"trade_id\":" + ++tradeId
                + ",\"timestamp\":\"2026-08-02T03:35:51.660084Z\"}");
        return tape("update", trades.subList(trades.size() - 1, trades.size()));
    }

    String tape() {
        return tape("snapshot", trades.subList(Math.max(0, trades.size() - RESENT), trades.size()));
    }

    long lastTradeId() {
        return tradeId;
    }

    /** Returns the book that a client should have, as LiveBooks tells it. */
    String lines() {
        List<String> lines = new ArrayList<>();
        top(bids).forEach((price, quantity) -> lines.add("B|" + price.setScale(8) + "|" + quantity));
        top(asks).forEach((price, quantity) -> lines.add("A|" + price.setScale(8) + "|" + quantity));
        return "0 " + lines;
    }

    private String frame(String type, List<String> bidLevels, List<String> askLevels) {
        return "{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"" + symbol + "\",\"bids\":["
                + String.join(",", bidLevels) + "],\"asks\":[" + String.join(",", askLevels) + "],\"checksum\":"
                + checksum() + ",\"timestamp\":\"2026-08-02T03:35:51.660084Z\"}]}";
    }

    private String tape(String type, List<String> rows) {
        return "{\"channel\":\"trade\",\"type\":\"" + type + "\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private long checksum() {
        StringBuilder text = new StringBuilder();
        for (SortedMap<BigDecimal, String> side : List.of(asks, bids)) {
            side.entrySet().stream().limit(10).forEach(level -> text.append(
                            digits(level.getKey().toPlainString()))
                    .append(digits(level.getValue())));
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(US_ASCII));
        return crc.getValue();
    }

    private List<String> difference(SortedMap<BigDecimal, String> old, SortedMap<BigDecimal, String> side) {
        List<String> changes = new ArrayList<>();
        top(side).forEach((price, quantity) -> {
            if (!quantity.equals(old.get(price))) {
                changes.add(level(price, quantity));
            }
        });
        old.keySet().stream()
                .filter(price -> !side.containsKey(price))
                .forEach(price -> changes.add(level(price, "0.00000000")));
        return changes;
    }

    private SortedMap<BigDecimal, String> top(SortedMap<BigDecimal, String> side) {
        SortedMap<BigDecimal, String> top = new TreeMap<>(side.comparator());
        side.entrySet().stream().limit(depth).forEach(level -> top.put(level.getKey(), level.getValue()));
        return top;
    }

    private static List<String> levels(Map<BigDecimal, String> side) {
        List<String> levels = new ArrayList<>();
        side.forEach((price, quantity) -> levels.add(level(price, quantity)));
        return levels;
    }

    private static String level(BigDecimal price, String quantity) {
        return "{\"price\":" + price.toPlainString() + ",\"qty\":" + quantity + "}";
    }

    private static String digits(String number) {
        return number.replace(".", "").replaceFirst("^0+", "");
    }

    private BigDecimal price(boolean isAsk) {
        return BigDecimal.valueOf(isAsk ? 1_001 + random.nextInt(60) : 1_000 - random.nextInt(60), 1);
    }

    private String quantity() {
        return BigDecimal.valueOf(1 + random.nextInt(1_000_000), 8).toPlainString();
    }
}

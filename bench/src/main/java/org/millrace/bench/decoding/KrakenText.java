package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Frames of Kraken's v2: one to five trades, a ticker, a change of a book of one to five levels with its checksum. The book
 * has the same 20 prices a side all the time, half of them about the best; each is set in a lap, so that a lap ends as the
 * next begins.
 */
final class KrakenText extends FrameText {
    private static final int PRICES = 20;
    private static final int TOP = 10;
    private static final String EMPTY = "0.00000000";

    private final NavigableMap<String, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<String, String> asks = new TreeMap<>();
    private final List<List<String[]>> changes = new ArrayList<>();
    private String greeting = "";

    @Override
    String greeting(String kind) {
        if (kind.equals("book")) {
            makeChanges();
        }
        return greeting;
    }

    @Override
    String frame(String kind, int index) {
        return switch (kind) {
            case "trade" -> frame("trade", "update", trades(index));
            case "quote" -> frame("ticker", "update", ticker());
            default -> change(index);
        };
    }

    private static String frame(String channel, String type, String data) {
        return "{\"channel\":\"" + channel + "\",\"type\":\"" + type + "\",\"data\":[" + data + "]}";
    }

    private String trades(int index) {
        return Stream.generate(() -> trade(index)).limit(some(index)).collect(Collectors.joining(","));
    }

    private String trade(int index) {
        return format(
                "{\"symbol\":\"BTC/USD\",\"side\":\"%s\",\"price\":%s,\"qty\":%s,\"ord_type\":\"%s\",\"trade_id\":%s,"
                        + "\"timestamp\":\"%s\"}",
                random.nextBoolean() ? "buy" : "sell",
                shortPrice(),
                quantity(),
                random.nextBoolean() ? "market" : "limit",
                nextId(),
                time(index));
    }

    private String ticker() {
        return format(
                "{\"symbol\":\"BTC/USD\",\"bid\":%s,\"bid_qty\":%s,\"ask\":%s,\"ask_qty\":%s,\"last\":%s,"
                        + "\"volume\":1203.31742231,\"vwap\":63012.4,\"low\":%s,\"high\":%s,\"change\":-512.3,"
                        + "\"change_pct\":-0.81}",
                shortPrice(), quantity(), shortPrice(), quantity(), shortPrice(), shortPrice(), shortPrice());
    }

    private String shortPrice() {
        return format("%d.%d", 63_281 + random.nextInt(200), random.nextInt(10));
    }

    private String change(int index) {
        changes.get(index).forEach(each -> set(each[0], each[1]));
        List<String[]> here = changes.get(index);
        return frame("book", "update", row(side(here, false), side(here, true), index));
    }

    /** Makes up the changes of a lap, and the snapshot that they lead to. */
    private void makeChanges() {
        for (int index = 0; index < FrameRing.FRAMES; index++) {
            List<String[]> frame = new ArrayList<>();
            for (int i = 0; i < some(index); i++) {
                int place = random.nextInt(2) == 0 ? random.nextInt(PRICES) : random.nextInt(4);
                boolean isRemoval = place >= TOP / 2 && random.nextInt(4) == 0;
                String price = format("%d.%d", random.nextBoolean() ? 63_380 - place : 63_390 + place, place % 10);
                frame.add(new String[] {price, isRemoval ? EMPTY : quantity()});
            }
            changes.add(frame);
            frame.forEach(each -> set(each[0], each[1]));
        }
        greeting = frame("book", "snapshot", row(side(bids), side(asks), 0));
    }

    private void set(String price, String quantity) {
        NavigableMap<String, String> side = isAsk(price) ? asks : bids;
        if (quantity.equals(EMPTY)) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
    }

    private static boolean isAsk(String price) {
        return price.compareTo("63385") > 0;
    }

    private String row(String bidRows, String askRows, int index) {
        return "{\"symbol\":\"BTC/USD\",\"bids\":[" + bidRows + "],\"asks\":[" + askRows + "],\"checksum\":"
                + checksum() + ",\"timestamp\":\"" + time(index) + "\"}";
    }

    private static String side(Map<String, String> levels) {
        return levels.entrySet().stream()
                .map(each -> level(each.getKey(), each.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String side(List<String[]> levels, boolean isAsk) {
        return levels.stream()
                .filter(each -> isAsk(each[0]) == isAsk)
                .map(each -> level(each[0], each[1]))
                .collect(Collectors.joining(","));
    }

    private static String level(String price, String quantity) {
        return "{\"price\":" + price + ",\"qty\":" + quantity + "}";
    }

    private long checksum() {
        String text = Stream.of(asks, bids)
                .flatMap(side -> side.entrySet().stream().limit(TOP))
                .map(each -> digits(each.getKey()) + digits(each.getValue()))
                .collect(Collectors.joining());
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(US_ASCII));
        return crc.getValue();
    }

    private static String digits(String number) {
        return number.replace(".", "").replaceFirst("^0+", "");
    }
}

package org.millrace.feeds.support;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A book kept the slow and obvious way, from the text of snapshots and diffs: what others are compared with. */
public final class TextBook {
    private static final Pattern LEVEL = Pattern.compile("\\[\"([0-9.]+)\",\"([0-9.]+)\"]");
    private static final String ZERO = "0.00000000";
    private static final Comparator<String> BY_PRICE = Comparator.comparing(BigDecimal::new);

    private final NavigableMap<String, String> bids = new TreeMap<>(BY_PRICE.reversed());
    private final NavigableMap<String, String> asks = new TreeMap<>(BY_PRICE);
    private long lastUpdateId;
    private int applied;
    private int gaps;

    public static TextBook of(String snapshot) {
        TextBook book = new TextBook();
        book.lastUpdateId = number(snapshot, "\"lastUpdateId\":");
        int asks = snapshot.indexOf("\"asks\":");
        set(book.bids, snapshot.substring(0, asks));
        set(book.asks, snapshot.substring(asks));
        return book;
    }

    public void apply(String frame) {
        long first = number(frame, "\"U\":");
        long last = number(frame, "\"u\":");
        if (last <= lastUpdateId) {
            return;
        }
        gaps += first > lastUpdateId + 1 ? 1 : 0;
        int asksAt = frame.indexOf("\"a\":");
        set(bids, frame.substring(0, asksAt));
        set(asks, frame.substring(asksAt));
        lastUpdateId = last;
        applied++;
    }

    public int applied() {
        return applied;
    }

    public int gaps() {
        return gaps;
    }

    public long lastUpdateId() {
        return lastUpdateId;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        bids.forEach((price, quantity) -> lines.add("B|" + price + "|" + quantity));
        asks.forEach((price, quantity) -> lines.add("A|" + price + "|" + quantity));
        return lines;
    }

    private static void set(NavigableMap<String, String> side, String text) {
        Matcher matcher = LEVEL.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2).equals(ZERO)) {
                side.remove(matcher.group(1));
            } else {
                side.put(matcher.group(1), matcher.group(2));
            }
        }
    }

    private static long number(String text, String key) {
        int start = text.indexOf(key) + key.length();
        int end = start;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text.substring(start, end));
    }
}

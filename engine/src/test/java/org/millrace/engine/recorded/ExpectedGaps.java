package org.millrace.engine.recorded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be told of a capture, by the ids in it alone: the slow and obvious way. */
final class ExpectedGaps {
    /** Lines as those of {@link OutputTally#told}. */
    final List<String> told = new ArrayList<>();
    /** Whether a symbol's book is whole at the end. */
    final Map<String, Boolean> live = new HashMap<>();

    private final Map<String, Ids> byStream = new HashMap<>();
    private final Map<String, Book> books = new HashMap<>();

    static ExpectedGaps of(Capture capture) {
        ExpectedGaps expected = new ExpectedGaps();
        int answer = 0;
        for (int line = 0; line < capture.frames().size(); line++) {
            long time = Long.parseLong(capture.time(line));
            while (answer < capture.answers().size()
                    && Answer.of(capture, answer).time() < time) {
                expected.onSnapshot(Answer.of(capture, answer++));
            }
            expected.onFrame(capture, line);
        }
        expected.books.forEach((symbol, book) -> expected.live.put(symbol, book.live));
        return expected;
    }

    private void onFrame(Capture capture, int line) {
        String symbol = capture.field(line, "s");
        String at = capture.time(line) + " " + symbol + " ";
        switch (capture.kind(line)) {
            case "trade" -> onTrade(at, symbol, capture.number(line, "t"));
            case "aggTrade" -> onTrade(at, symbol, capture.number(line, "a"));
            case "bookTicker" -> onRising(at, symbol, capture.number(line, "u"));
            case "kline" -> onRising(at, symbol + capture.field(line, "i"), capture.number(line, "E"));
            case "depthUpdate" ->
                books.computeIfAbsent(symbol, key -> new Book())
                        .onDelta(told, at, capture.number(line, "U"), capture.number(line, "u"));
            default -> {}
        }
    }

    private void onTrade(String at, String symbol, long id) {
        Ids ids = byStream.computeIfAbsent("trades " + symbol, key -> new Ids());
        if (ids.last != 0 && id > ids.last + 1) {
            told.add(at + "TRADES GAP " + (ids.last + 1) + "-" + (id - 1));
        }
        ids.take(told, at, id);
    }

    private void onRising(String at, String stream, long id) {
        byStream.computeIfAbsent(stream, key -> new Ids()).take(told, at, id);
    }

    private void onSnapshot(Answer answer) {
        books.computeIfAbsent(answer.symbol(), key -> new Book()).onSnapshot(answer.lastUpdateId());
    }

    /** Ids of one stream that may only rise. */
    private static final class Ids {
        private final Set<Long> seen = new HashSet<>();
        private long last;

        void take(List<String> told, String at, long id) {
            if (id <= last) {
                told.add(at + "Rejected " + (seen.contains(id) ? "DUPLICATE" : "OUT_OF_ORDER"));
            }
            seen.add(id);
            last = Math.max(last, id);
        }
    }

    /** One book's ids. */
    private static final class Book {
        private final List<long[]> kept = new ArrayList<>();
        private long last; // of the changes, or of the snapshot
        private long lastChange;
        private long gapFirst;
        private long gapLast = -1;
        private boolean live;

        void onDelta(List<String> told, String at, long first, long end) {
            if (end <= lastChange) {
                boolean late = first >= gapFirst && end <= gapLast;
                told.add(at + "Rejected " + (late ? "OUT_OF_ORDER" : "DUPLICATE"));
                return;
            }
            if (last != 0 && first > last + 1) {
                told.add(at + "BOOK GAP " + (last + 1) + "-" + (first - 1));
                gapFirst = last + 1;
                gapLast = first - 1;
                live = false;
                kept.clear();
            }
            lastChange = end;
            last = Math.max(last, end);
            kept.add(new long[] {first, end});
        }

        void onSnapshot(long id) {
            long[] next = kept.stream().filter(ids -> ids[1] > id).findFirst().orElse(null);
            if (!live && (next == null || next[0] <= id + 1)) {
                live = true;
                last = Math.max(id, lastChange);
            }
        }
    }
}

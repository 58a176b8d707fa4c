package org.millrace.bench.decoding;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Writes a lap's frames of one kind, as a venue does; marks as {@link FrameRing} has them. */
abstract class FrameText {
    private static final int[] SOME = {1, 1, 1, 2, 1, 4, 2, 1, 2, 5}; // two on average
    private static final long FIRST_ID = 50_000_000_000L - FrameRing.FRAMES;

    final SplittableRandom random = new SplittableRandom(1);
    private long item = FIRST_ID;

    static FrameText of(String venue) {
        return switch (venue) {
            case "binance" -> new BinanceText();
            case "coinbase-exchange" -> new ExchangeText();
            case "coinbase-advanced" -> new AdvancedText();
            case "kraken" -> new KrakenText();
            case "alpaca" -> new AlpacaText();
            default -> throw new IllegalArgumentException("venue: " + venue);
        };
    }

    /** Returns what a feed must have been given before: the snapshot of a book, or nothing. */
    abstract String greeting(String kind);

    /** Returns one frame: {@code trade}, {@code quote} or {@code book}. */
    abstract String frame(String kind, int index);

    final List<String> lap(String kind) {
        return IntStream.range(0, FrameRing.FRAMES)
                .mapToObj(index -> frame(kind, index))
                .toList();
    }

    /** Returns the id of a frame. */
    static String frameId(int index) {
        return "#" + (FIRST_ID + index);
    }

    /** Returns the next id of those that are several in a frame. */
    final String nextId() {
        return "$" + item++;
    }

    /** Returns how many items a frame has, as often as recorded ones have as many. */
    static int some(int index) {
        return SOME[index % SOME.length];
    }

    /** Returns a price with two decimals. */
    final String price() {
        return format("%d.%02d", 61_737 + random.nextInt(200), random.nextInt(100));
    }

    /** Returns a quantity with eight decimals. */
    final String quantity() {
        return format("%d.%08d", random.nextInt(10), random.nextInt(100_000_000));
    }

    /** Returns a time on a day in August, to the microsecond. */
    static String time(int index) {
        return format("2026-08-09T21:05:%02d.%06dZ", index / 20 % 60, index * 997 % 1_000_000);
    }

    static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}

package org.millrace.engine.bars;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.millrace.codecs.EventPrefix;

/** The definition of time bars written down directly: every bar is computed anew from all its trades. */
final class NaiveBars {
    private static final long GRACE = 500 * BarTape.MS;
    private static final long LATE_WINDOW = 60 * BarTape.SECOND;
    private static final long MAX_FILL = 3_600 * BarTape.SECOND;
    private static final int[] SECONDS = {1, 5, 30, 60, 300, 900, 3_600, 14_400, 86_400};
    private static final int[] KEPT = {64, 16, 4, 4, 4, 4, 4, 4, 4};

    record Print(long time, long sequence, long price, long quantity, boolean buy, int flags) {}

    /** What is known of a closed bar besides its trades. */
    private static final class Closed {
        long filledAt;
        int revision;
        int flags;
    }

    private final boolean carryForward;
    private final List<Print> prints = new ArrayList<>();
    private final List<TreeMap<Long, Closed>> closed = new ArrayList<>();
    private final int[] missed = new int[SECONDS.length];
    private final List<String> bars = new ArrayList<>();
    private long firstTime;
    private long time = Long.MIN_VALUE;

    NaiveBars(boolean carryForward) {
        this.carryForward = carryForward;
        for (int i = 0; i < SECONDS.length; i++) {
            closed.add(new TreeMap<>());
        }
    }

    List<String> take() {
        List<String> taken = List.copyOf(bars);
        bars.clear();
        return taken;
    }

    void tick(long now) {
        if (time != Long.MIN_VALUE && now - GRACE > time) {
            advance(now - GRACE);
        }
    }

    void include(Print print) {
        if (time == Long.MIN_VALUE) {
            time = print.time;
            firstTime = print.time;
        }
        if (print.time > time) {
            advance(print.time);
        }
        prints.add(print);
        for (int i = 0; i < SECONDS.length; i++) {
            long length = SECONDS[i] * BarTape.SECOND;
            long start = print.time / length * length;
            if (start + length <= time) {
                correct(i, start, length, print);
            }
        }
    }

    /** Returns the open bar of a timeframe as text; empty: none. */
    String open(int i) {
        long length = SECONDS[i] * BarTape.SECOND;
        long start = time / length * length;
        List<Print> of = of(start, length);
        return of.isEmpty() ? "" : text(i, start, "IN_PROGRESS", 0, of, flags(start, of));
    }

    private void advance(long to) {
        boolean fills = carryForward && to - time <= MAX_FILL;
        for (int i = 0; i < SECONDS.length; i++) {
            long length = SECONDS[i] * BarTape.SECOND;
            for (long start = time / length * length; start + length <= to; start += length) {
                close(i, start, length, fills);
                if (!fills) {
                    break;
                }
            }
        }
        time = to;
    }

    private void close(int i, long start, long length, boolean fills) {
        List<Print> of = of(start, length);
        if (of.isEmpty() && !fills) {
            return;
        }
        Closed bar = keep(i, start);
        if (of.isEmpty()) {
            bar.filledAt = prints.stream().max(order()).orElseThrow().price;
            bar.flags = EventPrefix.FILLED;
        }
        bar.flags |= missed[i];
        missed[i] = 0;
        bars.add(text(i, start, bar, of, "CLOSED"));
    }

    private void correct(int i, long start, long length, Print print) {
        boolean judged = (print.flags & EventPrefix.ANOMALY) != 0;
        TreeMap<Long, Closed> kept = closed.get(i);
        boolean tooOld = !kept.containsKey(start) && kept.size() == KEPT[i] && start < kept.firstKey();
        if (tooOld || (!judged && time - (start + length) > LATE_WINDOW)) {
            missed[i] |= EventPrefix.LATE;
            lost.add(new Lost(i, print));
            return;
        }
        Closed bar = kept.containsKey(start) ? kept.get(start) : keep(i, start);
        bar.revision++;
        bar.flags = (bar.flags & ~EventPrefix.FILLED) | EventPrefix.REVISED | (judged ? 0 : EventPrefix.LATE);
        bars.add(text(i, start, bar, ofKept(i, start, length), "CORRECTED"));
    }

    private record Lost(int timeframe, Print print) {}

    private final List<Lost> lost = new ArrayList<>();

    private List<Print> ofKept(int i, long start, long length) {
        List<Print> of = new ArrayList<>(of(start, length));
        lost.stream().filter(one -> one.timeframe == i).forEach(one -> of.remove(one.print));
        return of;
    }

    private Closed keep(int i, long start) {
        Closed bar = new Closed();
        closed.get(i).put(start, bar);
        if (closed.get(i).size() > KEPT[i]) {
            closed.get(i).pollFirstEntry();
        }
        return bar;
    }

    private List<Print> of(long start, long length) {
        return prints.stream()
                .filter(print -> print.time >= start && print.time < start + length)
                .sorted(order())
                .toList();
    }

    private static Comparator<Print> order() {
        return Comparator.comparingLong(Print::time).thenComparingLong(Print::sequence);
    }

    private int flags(long start, List<Print> of) {
        int flags = start < firstTime && !of.isEmpty() && of.stream().anyMatch(p -> p.time >= firstTime)
                ? EventPrefix.PARTIAL
                : 0;
        for (Print print : of) {
            flags |= print.flags;
        }
        return flags;
    }

    private String text(int i, long start, Closed bar, List<Print> of, String state) {
        if (!of.isEmpty()) {
            return text(i, start, state, bar.revision, of, bar.flags | flags(start, of));
        }
        String price = String.valueOf(bar.filledAt);
        return SECONDS[i] + "s@" + start / BarTape.MS + " " + state + " r0 "
                + String.join("/", price, price, price, price) + " v=0 b=0 x=0 n=0" + BarTape.flags(bar.flags);
    }

    private static String text(int i, long start, String state, int revision, List<Print> of, int flags) {
        BigInteger volume = BigInteger.ZERO;
        BigInteger buyVolume = BigInteger.ZERO;
        BigInteger notional = BigInteger.ZERO;
        for (Print print : of) {
            BigInteger quantity = BigInteger.valueOf(print.quantity);
            volume = volume.add(quantity);
            buyVolume = print.buy ? buyVolume.add(quantity) : buyVolume;
            notional = notional.add(BigInteger.valueOf(print.price).multiply(quantity));
        }
        long high = of.stream().mapToLong(Print::price).max().orElseThrow();
        long low = of.stream().mapToLong(Print::price).min().orElseThrow();
        return SECONDS[i] + "s@" + start / BarTape.MS + " " + state + " r" + revision + " "
                + of.get(0).price + "/" + high + "/" + low + "/" + of.get(of.size() - 1).price
                + " v=" + volume + " b=" + buyVolume + " x=" + notional + " n=" + of.size() + BarTape.flags(flags);
    }
}

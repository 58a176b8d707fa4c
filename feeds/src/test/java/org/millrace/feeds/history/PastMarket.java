package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What was traded on a day long ago, with pauses, trades of one millisecond, and minutes without any. */
public final class PastMarket {
    /** 2024-01-01T00:00:00Z. */
    public static final long START_NS = SECONDS.toNanos(1_704_067_200);

    private static final int TRADES = 5_000;
    private static final long FIRST_ID = 70_001;
    private static final long QUIET_NS = MINUTES.toNanos(150);
    private static final String[] QUANTITIES = {"0.5", "1", "0.00012345", "12.75"};

    private final List<PastTrade> trades = new ArrayList<>();
    private final List<PastBar> bars = new ArrayList<>();

    /** A trade; whoever bought or sold took the price. */
    public record PastTrade(long id, long timeNs, String price, String quantity, boolean takerBought) {
        /** Returns the event that it becomes. */
        String event() {
            return "Trade 1 " + timeNs + " " + id + " " + price + " x " + quantity + (takerBought ? " BUY" : " SELL");
        }
    }

    /** A bar. */
    public record PastBar(long startNs, String open, String high, String low, String close, String volume, int count) {
        /** Returns the beginning of the event that it becomes. */
        String event(long seconds) {
            return "VenueBar 1 " + (startNs + SECONDS.toNanos(seconds)) + " " + startNs + " " + seconds + "s o=" + open
                    + " h=" + high + " l=" + low + " c=" + close + " v=" + volume;
        }
    }

    public PastMarket() {
        long time = START_NS + QUIET_NS;
        for (int i = 0; i < TRADES; i++) {
            time += i % 5 == 0 ? MILLISECONDS.toNanos(200 + 37L * (i % 90)) : 0; // five trades of a millisecond
            String price = BigDecimal.valueOf(4_228_000 + (i * 7919L) % 500, 2)
                    .stripTrailingZeros()
                    .toPlainString();
            trades.add(new PastTrade(FIRST_ID + i, time, price, QUANTITIES[i % 4], i % 3 == 0));
        }
        for (int i = 0; i < 2_500; i++) {
            if (i % 97 != 13) {
                bars.add(bar(i));
            }
        }
    }

    private static PastBar bar(int i) {
        int open = 4_000 + i % 50;
        return new PastBar(
                START_NS + MINUTES.toNanos(i),
                "" + open,
                open + ".5",
                (open - 1) + ".25",
                open + ".375",
                "1." + (i % 9 + 1),
                i % 4);
    }

    public List<PastTrade> trades() {
        return trades;
    }

    public List<PastBar> bars() {
        return bars;
    }
}

package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Instant;
import java.util.Locale;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.Venue;

/**
 * What is wanted of a venue's past.
 *
 * @param symbol  the venue's own name
 * @param kind    trades, bars or observations
 * @param seconds the interval's; 0 for trades
 * @param detail  what else the venue has to be told: the market of shares, the path of a metric; empty: its usual one
 * @param fromNs  first time, UTC ns; whole seconds
 * @param toNs    end of it, exclusive; bars that end later are left out
 */
public record HistoryRequest(
        Venue venue, String symbol, RowKind kind, long seconds, String detail, long fromNs, long toNs) {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    public HistoryRequest {
        if (fromNs >= toNs) {
            throw new IllegalArgumentException(
                    "--to: " + Instant.ofEpochSecond(0, toNs) + ", expected a time after --from");
        }
        if (fromNs % NS_PER_SECOND != 0 || toNs % NS_PER_SECOND != 0) {
            throw new IllegalArgumentException("--from, --to: expected whole seconds");
        }
    }

    public long fromSeconds() {
        return NANOSECONDS.toSeconds(fromNs);
    }

    public long toSeconds() {
        return NANOSECONDS.toSeconds(toNs);
    }

    /** Returns a name for a file of it, without its ending. */
    public String fileName() {
        String what =
                kind == RowKind.TRADE ? "trades" : Timeframes.text(seconds) + (kind == RowKind.BAR ? "" : "-metric");
        String name = venue.name().toLowerCase(Locale.ROOT) + "_" + symbol + "_" + what + "_" + detail + "_"
                + fromSeconds() + "-" + toSeconds();
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}

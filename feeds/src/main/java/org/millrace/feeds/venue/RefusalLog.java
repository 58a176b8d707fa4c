package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.function.Consumer;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of what a venue sent and was refused: the first, and then one in ten seconds, with how many there were
 * between. All are counted and published; this is for whoever reads along. Allocates only where it tells.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long PAUSE_NS = SECONDS.toNanos(10);
    private static final int MOST_BYTES = 200;

    private final int venue;
    private final Consumer<String> log;
    private long toldNs;
    private long untold;
    private boolean hasTold;

    RefusalLog(int venue) {
        this(venue, LOG::warn);
    }

    RefusalLog(int venue, Consumer<String> log) {
        this.venue = venue;
        this.log = log;
    }

    /** Notes what was refused, at a time of our own clock; 0 = not known. */
    void refused(long nowNs, RejectReason reason, byte[] bytes, int offset, int length) {
        if (hasTold && nowNs - toldNs < PAUSE_NS) {
            untold++;
            return;
        }
        String text = new String(bytes, offset, Math.min(length, MOST_BYTES), ISO_8859_1).replaceAll("[^ -~]", ".");
        log.accept(Venue.get((short) venue) + ": " + reason + " [" + text + "] of " + length + " bytes; " + untold
                + " untold before");
        hasTold = true;
        toldNs = nowNs;
        untold = 0;
    }
}

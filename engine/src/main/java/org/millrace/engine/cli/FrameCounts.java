package org.millrace.engine.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;

/** Says what a feed made of the frames of a playback, so that none is passed over in silence. */
final class FrameCounts {
    private static final Set<FeedCounter> OF_NO_FRAME =
            EnumSet.of(FeedCounter.FRAMES, FeedCounter.FALL_BACKS, FeedCounter.RING_FULL);

    private static final Set<RejectReason> UNREADABLE =
            EnumSet.of(RejectReason.MALFORMED, RejectReason.UNKNOWN_MESSAGE, RejectReason.TIME_INVALID);

    private final FeedCounters counters;

    FrameCounts(FeedCounters counters) {
        this.counters = counters;
    }

    void print(PrintStream out, String venue) {
        List<String> counts = new ArrayList<>();
        for (FeedCounter counter : FeedCounter.values()) {
            if (counters.get(counter) > 0 && !OF_NO_FRAME.contains(counter)) {
                counts.add(counter.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ' ' + counters.get(counter));
            }
        }
        out.println("feed: " + (counts.isEmpty() ? "nothing" : String.join(", ", counts)));
        out.println("unexplained frames: " + (unexplained().isEmpty() ? "none" : String.join(", ", unexplained())));
        if (isStrange()) {
            out.printf(
                    "most frames are none that %s sends: are --venue and --protocol those of the recording?%n", venue);
        }
        if (misfits() > 0) {
            out.println("numbers that their instruments' exponents do not hold: " + misfits()
                    + "; list these instruments in the settings (instruments.list), and name the file by --config");
        }
    }

    /** Returns how many frames had numbers that their instruments' exponents do not hold. */
    private long misfits() {
        return counters.rejected(RejectReason.PRECISION) + counters.rejected(RejectReason.OVERFLOW);
    }

    /** Returns what is neither known nor refused for a reason that lies in the values alone, each with its count. */
    private List<String> unexplained() {
        List<String> counts = new ArrayList<>();
        if (counters.get(FeedCounter.UNKNOWN) > 0) {
            counts.add("of unknown kinds " + counters.get(FeedCounter.UNKNOWN));
        }
        for (RejectReason reason : UNREADABLE) {
            if (counters.rejected(reason) > 0) {
                counts.add(reason + " " + counters.rejected(reason));
            }
        }
        return counts;
    }

    private boolean isStrange() {
        long frames = counters.get(FeedCounter.FRAMES);
        return 2 * (counters.get(FeedCounter.UNKNOWN) + counters.get(FeedCounter.REJECTED)) > frames;
    }
}

package org.millrace.feeds.support;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.VenueDecoder;

/** What a feed makes of one frame: what it counts, a line, and then the events that come of it. */
public final class FrameOutcome {
    private static final Set<FeedCounter> OF_ALL_FRAMES = EnumSet.of(FeedCounter.FRAMES, FeedCounter.FALL_BACKS);

    private FrameOutcome() {}

    /** Hands a frame over and returns the outcome, as {@code "TRADES 1", "Trade …"}. */
    public static List<String> of(byte[] frame, VenueDecoder feed, EventText events) {
        Map<FeedCounter, Long> before = counts(feed);
        feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 1);
        List<String> counted = new ArrayList<>();
        counts(feed).forEach((counter, count) -> {
            long more = count - before.get(counter);
            if (more != 0 && !OF_ALL_FRAMES.contains(counter)) {
                counted.add(counter + " " + more);
            }
        });
        List<String> outcome = new ArrayList<>(List.of(String.join(", ", counted)));
        outcome.addAll(events.take());
        return outcome;
    }

    private static Map<FeedCounter, Long> counts(VenueDecoder feed) {
        Map<FeedCounter, Long> counts = new EnumMap<>(FeedCounter.class);
        for (FeedCounter counter : FeedCounter.values()) {
            counts.put(counter, feed.counters().get(counter));
        }
        return counts;
    }
}

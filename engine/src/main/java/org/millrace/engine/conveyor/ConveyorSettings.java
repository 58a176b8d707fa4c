package org.millrace.engine.conveyor;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.settings.Settings;

/**
 * How the line is spread over threads.
 *
 * @param waiting      how the threads wait where {@code threads} does not say
 * @param ringSlots slots of each ring, a power of two
 * @param threads   the cuts: which stages share a thread, in the order of the line; empty: as many threads as pay
 */
public record ConveyorSettings(Waiting waiting, int ringSlots, List<SegmentSettings> threads) {
    /** One thread, or as many as pay, that let go of their processor while nothing happens. */
    public static final ConveyorSettings DEFAULTS =
            new ConveyorSettings(Waiting.PARK, EventRing.DEFAULT_SLOTS, List.of());

    public ConveyorSettings {
        EventRing.checked(ringSlots);
        threads = List.copyOf(threads);
    }

    /**
     * Returns settings that cut a line.
     *
     * @param stages all stages, in the order of the line
     * @param cuts   bit i: between stage i and stage i + 1
     */
    public ConveyorSettings cut(List<String> stages, long cuts) {
        List<SegmentSettings> segments = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < stages.size(); i++) {
            if (i == stages.size() - 1 || (cuts & (1L << i)) != 0) {
                segments.add(new SegmentSettings(SegmentSettings.ANY_CPU, waiting, stages.subList(first, i + 1)));
                first = i + 1;
            }
        }
        return new ConveyorSettings(waiting, ringSlots, segments);
    }

    /**
     * Checks that the cuts are those of a line.
     *
     * @throws IllegalArgumentException if {@code threads} does not name each stage once, in order
     */
    public void requireStages(List<String> stages) {
        List<String> named =
                threads.stream().flatMap(thread -> thread.stages().stream()).toList();
        Settings.require(
                threads.isEmpty() || named.equals(stages),
                "conveyor.threads",
                named,
                "each stage once, in this order: " + stages);
    }

    /** Returns the segments of a line. */
    List<SegmentSettings> segments(List<String> stages) {
        requireStages(stages);
        if (threads.isEmpty()) {
            // one thread on any machine: no cut has paid in a measurement yet
            return List.of(new SegmentSettings(SegmentSettings.ANY_CPU, waiting, stages));
        }
        return threads;
    }
}

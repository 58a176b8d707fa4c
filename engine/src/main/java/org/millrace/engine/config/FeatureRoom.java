package org.millrace.engine.config;

import java.util.Comparator;
import java.util.List;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.gateway.latest.FeatureTable;

/**
 * How much of the heap feature sets take once all instruments are there that there may be: the stage remembers the bars of
 * the longest window for each instrument, timeframe and set, and each event loop of the gateway the newest values.
 */
public final class FeatureRoom {
    /** They may take one part of so many: snapshots copy what stages remember, and all else wants the rest. */
    private static final int SHARE = 4;

    private static final long MEBIBYTE = 1L << 20;

    private FeatureRoom() {}

    /**
     * Refuses sets that may take more than a quarter of the heap.
     *
     * @param where     in front of the message, as {@code millrace.yaml: }; may be empty
     * @param heapBytes most that the heap can grow to
     * @throws SettingsException if they may; the message says what to do
     */
    public static void require(String where, MillraceSettings settings, long heapBytes) {
        int capacity = settings.instruments().capacity();
        long most = heapBytes / SHARE;
        long bytes = bytes(settings, capacity);
        if (bytes <= most) {
            return;
        }
        int fits = capacityWithin(most, settings);
        throw new SettingsException(
                where + "features.sets: " + mebibytes(bytes) + " of memory with instruments.capacity "
                        + capacity + ", expected " + mebibytes(most) + " at most, a quarter of the heap: lower "
                        + (fits > 0 ? "instruments.capacity to " + fits + ", or " : "")
                        + "the number of sets, their timeframes, features or longest windows");
    }

    /** Returns the bytes that sets take when so many instruments are there. */
    static long bytes(MillraceSettings settings, int instruments) {
        long served = 0;
        for (FeatureSetSettings set : settings.features().sets()) {
            List<String> shortestFirst = set.timeframes().stream()
                    .sorted(Comparator.comparing(Timeframes.names()::indexOf))
                    .toList();
            served += FeatureTable.bytes(shortestFirst, set.features().size(), instruments);
        }
        return settings.features().bytes(instruments)
                + served * settings.gateway().eventLoops();
    }

    /** Returns the largest capacity that fits; 0: none does. */
    private static int capacityWithin(long most, MillraceSettings settings) {
        int fits = 0;
        int tooMany = settings.instruments().capacity();
        while (tooMany - fits > 1) {
            int between = (fits + tooMany) / 2;
            if (bytes(settings, between) <= most) {
                fits = between;
            } else {
                tooMany = between;
            }
        }
        return fits;
    }

    private static String mebibytes(long bytes) {
        return (bytes + MEBIBYTE / 2) / MEBIBYTE + " MiB";
    }
}

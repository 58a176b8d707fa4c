package org.millrace.journal.chronicle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.RollCycleArithmetic;

/** Names cycles by the minute in which they begin; how long they last is up to {@link RollClock}. */
final class MinuteCycle implements RollCycle {
    static final int LENGTH_MS = 60_000;

    private static final String FORMAT = "yyyyMMdd-HHmm";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern(FORMAT).withZone(ZoneOffset.UTC);
    private static final int INDEX_COUNT = 4 * 1024; // with the spacing: room for 4 billion batches a cycle
    private static final int INDEX_SPACING = 256;

    private final RollCycleArithmetic arithmetic = RollCycleArithmetic.of(INDEX_COUNT, INDEX_SPACING);

    /** Returns the name, without ending, of the file of a cycle. */
    static String name(int cycle) {
        return NAME.format(Instant.ofEpochMilli((long) cycle * LENGTH_MS));
    }

    /** Returns when the cycle begins whose file has this name, without ending, in ms since the epoch. */
    static long startMs(String name) {
        return NAME.parse(name, java.time.LocalDateTime::from)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public int lengthInMillis() {
        return LENGTH_MS;
    }

    @Override
    public int defaultIndexCount() {
        return arithmetic.indexCount();
    }

    @Override
    public int defaultIndexSpacing() {
        return arithmetic.indexSpacing();
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
        return arithmetic.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(long index) {
        return arithmetic.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
        return arithmetic.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
        return arithmetic.maxMessagesPerCycle();
    }
}

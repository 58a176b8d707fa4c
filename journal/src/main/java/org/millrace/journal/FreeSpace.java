package org.millrace.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.millrace.journal.cycle.CycleFiles;

/**
 * Watches the space left on the disk of the journals. Below the floor admission stops; it resumes by itself when an
 * eighth more than the floor is free.
 */
public final class FreeSpace implements Agent {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int CYCLES = 2;
    private static final int SHARE = 20; // 5 %

    private final List<Path> journals;
    private final FileStore disk;
    private final long fixedFloor;
    private final NanoClock clock;
    private long deadlineNs;

    private volatile boolean admits = true;
    private volatile long usableBytes;
    private volatile long floorBytes;
    private volatile long totalBytes;

    /**
     * Looks at the disk once.
     *
     * @param journals   folders of the journals, all on one disk
     * @param fixedFloor as in the settings: bytes; 0 = two cycles of each journal or 5 % of the disk, whichever is more
     */
    public FreeSpace(List<Path> journals, long fixedFloor, NanoClock clock) {
        this.journals = List.copyOf(journals);
        this.fixedFloor = fixedFloor;
        this.clock = clock;
        try {
            disk = Files.getFileStore(journals.get(0));
        } catch (IOException e) {
            throw new JournalException(journals.get(0), "has no disk to be seen: " + e.getMessage(), e);
        }
        look();
        deadlineNs = clock.nanoTime() + INTERVAL_NS;
    }

    /** Returns whether there is room for further events. Any thread may ask. */
    public boolean admits() {
        return admits;
    }

    public long usableBytes() {
        return usableBytes;
    }

    /** Returns the size of the disk. */
    public long totalBytes() {
        return totalBytes;
    }

    public long floorBytes() {
        return floorBytes;
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - deadlineNs < 0) {
            return 0;
        }
        deadlineNs = nowNs + INTERVAL_NS;
        look();
        return 1;
    }

    @Override
    public String roleName() {
        return "free-space";
    }

    private void look() {
        try {
            long total = disk.getTotalSpace();
            long floor = fixedFloor > 0 ? fixedFloor : Math.max(total / SHARE, CYCLES * cycleBytes());
            totalBytes = total;
            long usable = disk.getUsableSpace();
            floorBytes = floor;
            usableBytes = usable;
            admits = usable - (admits ? 0 : floor / 8) >= floor;
        } catch (IOException e) {
            throw new JournalException(journals.get(0), "free space cannot be read: " + e.getMessage(), e);
        }
    }

    private long cycleBytes() {
        long bytes = 0;
        for (Path journal : journals) {
            long largest = 0;
            for (Path file : CycleFiles.list(journal)) {
                largest = Math.max(largest, file.toFile().length());
            }
            bytes += largest;
        }
        return bytes;
    }
}

package org.millrace.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;
import org.millrace.journal.chronicle.DocumentWriter;
import org.millrace.journal.chronicle.PageToucher;
import org.millrace.journal.chronicle.RollClock;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.Retention;
import org.millrace.journal.damage.Damage;
import org.millrace.journal.damage.JournalCheck;
import org.millrace.journal.damage.JournalTail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of cycle files that this process, and no other, appends to. Opening verifies the end and repairs it; appending
 * always begins a new file, so that nothing is ever written behind something that an earlier process left.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
    private static final Set<String> NETWORK_FILE_SYSTEMS =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "fuse.sshfs");
    private static final long MAX_TOUCHED_BYTES = 8 * 1024 * 1024; // they are written to the disk with what is forced
    private static final long LEAST_BLOCKS_FREE = 2;

    private final Path directory;
    private final JournalSettings settings;
    private final JournalLock lock;
    private final List<Damage> damages;
    private final JournalAppender appender;
    private final JournalForce force;

    private Journal(Path directory, JournalSettings settings, JournalLock lock, EpochClock clock) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.lock = lock;
        JournalCheck check = new JournalCheck(directory);
        damages = check.run().stream().toList();
        for (Damage damage : damages) {
            tell(damage);
        }
        check.settle();
        List<Path> files = CycleFiles.listOnly(directory);
        Optional<Path> last = files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
        RollClock rollClock = new RollClock(
                clock,
                settings.rollInterval().toMillis(),
                last.map(CycleFiles::name).orElse(""));
        appender = new JournalAppender(directory, (int) settings.blockSize(), rollClock, check.end());
        last.ifPresent(appender::forceWithNext);
        force = new JournalForce(directory, appender);
        if (settings.durability() == Durability.EVENT) {
            appender.afterAppend(this::force);
        }
    }

    /**
     * Opens a journal, and creates it in a folder that exists.
     *
     * @throws JournalException in one line with path and reason, if it cannot be written, is written by another process,
     *                          or is damaged and may not be repaired
     */
    public static Journal open(Path directory, JournalSettings settings) {
        return open(directory, settings, RollClock.wallClock());
    }

    /** Opens a journal that rolls by the given clock. */
    public static Journal open(Path directory, JournalSettings settings, EpochClock clock) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            create(path, settings);
            JournalLock lock = JournalLock.take(path);
            boolean open = false;
            try {
                bringUp(path);
                Journal journal = new Journal(path, settings, lock, clock);
                open = true;
                return journal;
            } finally {
                if (!open) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new JournalException(path, "cannot be opened: " + reason(e), e);
        }
    }

    /** Returns the sequence that the next event to be appended must have. */
    public long nextSequence() {
        return appender.appended() + 1;
    }

    /** Returns the one appender; one thread at a time may use it, and it is closed with the journal. */
    public BatchAppender appender() {
        return appender;
    }

    /** Opens a new reader, before the first event. */
    public JournalReader reader() {
        return JournalReader.open(directory);
    }

    /** Returns what opening found damaged, and repaired: one entry or none. */
    public List<Damage> damages() {
        return damages;
    }

    /** Returns the sequence of the last event appended; 0: none. */
    public long lastSequence() {
        return appender.appended();
    }

    /** Returns the sequence of the last event that a loss of power leaves; with durability {@code process} as of opening. */
    public long durableSequence() {
        return force.durable();
    }

    /** Returns whether an append or a force has failed: the journal takes nothing more. */
    public boolean hasFailed() {
        return appender.hasFailed();
    }

    public Path directory() {
        return directory;
    }

    /** Forces at least the events up to a sequence, and publishes that as durable. */
    boolean force(long sequence) {
        synchronized (force) { // never by the hot thread, unless durability is event
            return force.force(sequence);
        }
    }

    /** Returns what touches the pages in front of the appender; to be run on a thread of its own. */
    public Agent pageToucher() {
        long ahead = Math.min(settings.blockSize() / 2, MAX_TOUCHED_BYTES);
        return new PageToucher(directory.getFileName() + "-page-toucher", appender::writer, ahead);
    }

    /**
     * Forces everything appended so far to the disk.
     *
     * @return whether there was anything to force
     * @throws JournalException if it failed: the journal takes nothing more
     */
    public boolean force() {
        return force(lastSequence());
    }

    /**
     * Moves the events from a sequence to the end aside, before anything is appended.
     *
     * @return how many events were moved
     */
    public long moveTailAside(long fromSequence) {
        long moved = lastSequence() - fromSequence + 1;
        if (moved > 0) {
            try {
                appender.startBehind(new JournalTail(directory).moveAside(fromSequence));
            } catch (IOException e) {
                throw new JournalException(directory, "its tail cannot be moved aside: " + reason(e), e);
            }
        }
        return Math.max(0, moved);
    }

    /**
     * Deletes whole cycles that have no event from a sequence on, and none of a time or later. The newest cycle stays.
     *
     * @param timeMs wall clock, since the epoch; {@link Long#MAX_VALUE}: whenever it was
     * @return how many files were deleted
     */
    public int deleteBefore(long sequence, long timeMs) {
        return Retention.deleteBefore(directory, sequence, timeMs);
    }

    /** Forces what was appended, unless durability is {@code process}, and gives the lock back. */
    @Override
    public void close() {
        try {
            if (settings.durability() != Durability.PROCESS && !hasFailed()) {
                force();
            }
            appender.close();
            force.close();
            bringUp(directory);
            lock.close();
        } catch (IOException e) {
            throw new JournalException(directory, "cannot be closed: " + reason(e), e);
        }
    }

    private void tell(Damage damage) {
        if (settings.repair() == Repair.REFUSE) {
            throw new JournalException(damage.text() + "; not opened: journal.repair is refuse");
        }
        LOGGER.warn("{}; moved to {}", damage.text(), directory.resolve(CycleFiles.DAMAGED));
    }

    private static void create(Path directory, JournalSettings settings) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new JournalException(directory, "the folder " + parent + " does not exist");
            }
            Files.createDirectory(directory);
        }
        FileStore store = Files.getFileStore(directory);
        if (NETWORK_FILE_SYSTEMS.contains(store.type())) {
            throw new JournalException(directory, "lies on a network file system (" + store.type() + ")");
        }
        long needed = LEAST_BLOCKS_FREE * settings.blockSize();
        if (store.getUsableSpace() < needed) {
            throw new JournalException(
                    directory, "the disk is full: " + store.getUsableSpace() + " bytes free, needs " + needed);
        }
    }

    /** Moves the files that were being written when the last writer ended to the others. */
    private static void bringUp(Path directory) throws IOException {
        Path live = directory.resolve(CycleFiles.LIVE);
        if (!Files.isDirectory(live)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(live)) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            if (entry.toString().endsWith(DocumentWriter.SUFFIX)) {
                Files.move(entry, directory.resolve(entry.getFileName()));
            } else {
                Files.delete(entry); // Chronicle's own table: it is rebuilt, never trusted
            }
        }
        Files.delete(live);
        CycleFiles.force(directory);
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse("") + " ("
                + e.getClass().getSimpleName() + ")";
    }
}

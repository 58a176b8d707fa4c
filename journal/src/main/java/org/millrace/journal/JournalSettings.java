package org.millrace.journal;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How both journals are kept.
 *
 * @param durability     what an appended batch survives
 * @param syncInterval   with durability {@code group}: how long an appended batch may stay unforced
 * @param rollInterval   after which a new cycle file begins, a whole number of minutes that divides a day
 * @param blockSize      bytes of a file that are mapped at once, a power of two
 * @param repair         what opening does with a damaged end
 * @param freeSpaceFloor bytes of free space below which admission stops; 0: two cycles or 5 % of the disk, whichever is
 *                       more
 */
public record JournalSettings(
        Durability durability,
        Duration syncInterval,
        Duration rollInterval,
        long blockSize,
        Repair repair,
        long freeSpaceFloor) {
    /** Folder of the journal of inputs, in the data directory. */
    public static final String IN = "journal-in";
    /** Folder of the journal of outputs, in the data directory. */
    public static final String OUT = "journal-out";
    /** Folder of the named cursors, in the data directory. */
    public static final String CURSORS = "cursors";

    /** As in the settings file that ships. */
    public static final JournalSettings DEFAULTS = new JournalSettings(
            Durability.GROUP, Duration.ofMillis(200), Duration.ofHours(1), 64 * 1024 * 1024, Repair.AUTO, 0);

    private static final long MIN_BLOCK_SIZE = 1024 * 1024;
    private static final long MAX_BLOCK_SIZE = 1024 * 1024 * 1024;

    public JournalSettings {
        Settings.require(
                syncInterval.toMillis() >= 1 && syncInterval.toSeconds() <= 60,
                "journal.sync-interval",
                syncInterval,
                "1ms to 60s");
        Settings.require(
                rollInterval.toMinutes() >= 1
                        && rollInterval.toMillis() % Duration.ofMinutes(1).toMillis() == 0
                        && Duration.ofDays(1).toMillis() % rollInterval.toMillis() == 0,
                "journal.roll-interval",
                rollInterval,
                "whole minutes that divide a day, as 1h");
        Settings.require(
                blockSize >= MIN_BLOCK_SIZE && blockSize <= MAX_BLOCK_SIZE && Long.bitCount(blockSize) == 1,
                "journal.block-size",
                blockSize,
                "a power of two from 1MiB to 1GiB");
        Settings.require(
                freeSpaceFloor >= 0, "journal.free-space-floor", freeSpaceFloor, "bytes, or 0 to choose by the disk");
    }
}

package org.millrace.journal.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.journal.BatchAppender;
import org.millrace.journal.JournalException;
import org.millrace.journal.cycle.BatchHeader;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleMapping;
import org.millrace.journal.cycle.CycleSearch;

/** Finds out what was lost behind a damaged place: by the mark, and by headers of batches in what is left. */
public final class DamageReport {
    private static final int MIN_FRAME_LENGTH = 56;

    private final long lastGoodSequence;
    private long lastSeen;
    private long lostBytes;

    private DamageReport(long lastGoodSequence, long marked) {
        this.lastGoodSequence = lastGoodSequence;
        this.lastSeen = Math.max(lastGoodSequence, marked);
    }

    /**
     * Reports damage in a journal: what stands behind a position of a file, and in the files behind that.
     *
     * @param marked the last event that the journal is known to have had
     */
    public static Damage of(Path file, long position, String reason, long lastGoodSequence, long marked) {
        DamageReport report = new DamageReport(lastGoodSequence, marked);
        if (!Files.isDirectory(file)) {
            report.look(file, position);
            List<Path> files = CycleFiles.list(CycleFiles.journalOf(file));
            for (Path behind : files.subList(CycleSearch.indexAfter(files, file), files.size())) {
                report.look(behind, 0);
            }
        }
        return new Damage(file, position, reason, lastGoodSequence, report.lastSeen, report.lostBytes);
    }

    /**
     * Returns whether batches follow the one that should stand at a position. If none does, what stands there was never
     * finished: an interrupted writer leaves at most one.
     */
    public static boolean hasBatchBehind(Path file, long position, long lastGoodSequence) {
        DamageReport report = new DamageReport(lastGoodSequence + 1, 0);
        report.look(file, position);
        return report.lastSeen > lastGoodSequence + 1;
    }

    private void look(Path file, long from) {
        try (CycleMapping mapping = new CycleMapping(Files.exists(file) ? file : moved(file))) {
            long size = mapping.size();
            long last = from;
            for (long at = from & -Long.BYTES; at + Long.BYTES <= size && mapping.covers(at, Long.BYTES); at += 8) {
                if (mapping.buffer().getLong(mapping.offset(at)) != 0) {
                    last = at + Long.BYTES;
                    if (at >= from && at + BatchHeader.LENGTH <= size && mapping.covers(at, BatchHeader.LENGTH)) {
                        seeHeader(mapping.buffer(), mapping.offset(at), size);
                    }
                }
            }
            lostBytes += Math.max(0, last - from);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private void seeHeader(DirectBuffer buffer, int offset, long size) {
        int count = BatchHeader.count(buffer, offset);
        int length = BatchHeader.length(buffer, offset);
        long first = BatchHeader.firstSequence(buffer, offset);
        if (BatchHeader.formatVersion(buffer, offset) == BatchHeader.FORMAT_VERSION
                && length > 0
                && length <= BatchAppender.MAX_LENGTH
                && count >= 1
                && count <= length / MIN_FRAME_LENGTH
                && first > lastGoodSequence
                && first - lastGoodSequence <= size / MIN_FRAME_LENGTH
                && BatchHeader.reserved(buffer, offset) == 0) {
            lastSeen = Math.max(lastSeen, first + count - 1);
        }
    }

    private static Path moved(Path file) {
        return file.getParent().resolveSibling(file.getFileName());
    }
}

package org.millrace.journal.cycle;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.journal.BatchAppender;
import org.millrace.journal.JournalException;

/**
 * Walks through the batches of one cycle file and checks each: that it is whole, that its checksum holds, and that it
 * follows the one before it. What is not a batch (Chronicle's own documents) it passes over.
 *
 * <pre>
 *   4 bytes, at a multiple of 4               next multiple of 8
 *   +-----------------------------------------+----------------+------------+----------
 *   | bit 31 unfinished, bit 30 not a batch,  | (4 bytes or 0) | batch      | next ...
 *   | 30 bits length of what follows          |                |            |
 *   +-----------------------------------------+----------------+------------+----------
 *   0: nothing yet        bit 31 and 30, length 0: no more will follow in this file
 * </pre>
 */
public final class CycleScanner implements AutoCloseable {
    /** What {@link #next} found. */
    public enum Found {
        BATCH,
        /** Nothing is written there yet. */
        END,
        /** A document that its writer has not finished, or never will. */
        UNFINISHED,
        /** The writer has gone on to the next file. */
        SEALED,
        DAMAGED
    }

    public static final int SEAL = 0xC000_0000;
    public static final int DOCUMENT_HEADER_LENGTH = 4;

    private static final int UNFINISHED_BIT = 0x8000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int MAX_BATCH_LENGTH = BatchAppender.MAX_LENGTH + BatchHeader.LENGTH;

    private final Path file;
    private final CycleMapping mapping;
    private final Checksum checksum;
    private boolean verifying = true;
    private long position;
    private int batchOffset;
    private long batchPosition;
    private long expectedSequence;
    private int expectedCrc;
    private String reason = "";

    /**
     * Opens a file.
     *
     * @param expectedSequence of the first batch; 0: whatever it is
     * @param expectedCrc      checksum of the batch before the first; not looked at if the sequence is 0
     */
    public CycleScanner(Path file, Checksum checksum, long expectedSequence, int expectedCrc) throws IOException {
        this.file = file;
        this.mapping = new CycleMapping(file);
        this.checksum = checksum;
        this.expectedSequence = expectedSequence;
        this.expectedCrc = expectedCrc;
    }

    /** Returns how many bytes stand between the header of a document at a position and the batch in it. */
    public static int paddingAt(long position) {
        return (int) (-(position + DOCUMENT_HEADER_LENGTH) & 7);
    }

    /** Sets whether checksums are computed; links between batches are always checked. */
    public void verifying(boolean verifying) {
        this.verifying = verifying;
    }

    /** Goes to the next batch. Found anything else, it stays where it is. */
    public Found next() {
        while (mapping.covers(position, DOCUMENT_HEADER_LENGTH)) {
            int header = mapping.buffer().getIntVolatile(mapping.offset(position));
            if (header == 0) {
                return Found.END;
            } else if (header == SEAL) {
                return Found.SEALED;
            } else if (header == UNFINISHED_BIT) {
                return Found.UNFINISHED;
            }
            int length = header & LENGTH_MASK;
            if ((header & ~LENGTH_MASK) == 0) {
                return batch(length);
            } else if ((header & UNFINISHED_BIT) != 0) {
                return damaged("a document's header is none");
            } else if (position + DOCUMENT_HEADER_LENGTH + length > mapping.size()) {
                return damaged("a document runs past the end of the file");
            } else if (covered(length) && fault(length).isEmpty()) {
                return damaged("a batch says that it is none");
            }
            position = follower(length);
        }
        return Found.END;
    }

    /** Goes back to the batch that the last call of {@link #next} found. */
    public void stepBack() {
        position = batchPosition;
        expectedSequence = firstSequence();
        expectedCrc = previousCrc();
    }

    /**
     * Returns how long the document must be if behind the header at the position, whatever that says, lies the very
     * batch that is to come, whole; otherwise 0.
     */
    public int wholeBatchLength() {
        int padding = padding();
        long start = position + DOCUMENT_HEADER_LENGTH + padding;
        if (!mapping.covers(position, DOCUMENT_HEADER_LENGTH + padding + BatchHeader.LENGTH)) {
            return 0;
        }
        int length = BatchHeader.length(mapping.buffer(), mapping.offset(start));
        if (length < 0 || length > BatchAppender.MAX_LENGTH) {
            return 0;
        }
        int documentLength = padding + BatchHeader.LENGTH + length;
        return covered(documentLength) && fault(documentLength).isEmpty() ? documentLength : 0;
    }

    public void position(long newPosition) {
        position = newPosition;
    }

    public Path file() {
        return file;
    }

    /** Returns where in the file the next document begins, or the damaged one. */
    public long position() {
        return position;
    }

    public String reason() {
        return reason;
    }

    public long size() {
        return mapping.size();
    }

    /** Returns what holds the events of the batch, each in its frame. */
    public DirectBuffer buffer() {
        return mapping.buffer();
    }

    public int framesOffset() {
        return batchOffset + BatchHeader.LENGTH;
    }

    public int framesLength() {
        return BatchHeader.length(mapping.buffer(), batchOffset);
    }

    public int count() {
        return BatchHeader.count(mapping.buffer(), batchOffset);
    }

    public long firstSequence() {
        return BatchHeader.firstSequence(mapping.buffer(), batchOffset);
    }

    public int schemaVersion() {
        return BatchHeader.schemaVersion(mapping.buffer(), batchOffset);
    }

    /** Returns the checksum of the batch before this one. */
    public int previousCrc() {
        return BatchHeader.previousCrc(mapping.buffer(), batchOffset);
    }

    /** Returns where in the file the document of the batch begins. */
    public long batchPosition() {
        return batchPosition;
    }

    /** Returns the sequence that the next batch must begin with; 0 before the first batch if none was given. */
    public long expectedSequence() {
        return expectedSequence;
    }

    /** Returns the checksum of the batch before the next one. */
    public int expectedCrc() {
        return expectedCrc;
    }

    @Override
    public void close() {
        mapping.close();
    }

    private Found batch(int documentLength) {
        if (!covered(documentLength)) {
            return damaged("a batch is longer than any can be, or runs past the end of the file");
        }
        String fault = fault(documentLength);
        if (!fault.isEmpty()) {
            return damaged(fault);
        }
        batchOffset = mapping.offset(position + DOCUMENT_HEADER_LENGTH + padding());
        expectedSequence = firstSequence() + count();
        expectedCrc = BatchHeader.crc(mapping.buffer(), batchOffset);
        batchPosition = position;
        position = follower(documentLength);
        return Found.BATCH;
    }

    private boolean covered(int documentLength) {
        int padding = padding();
        return documentLength >= padding + BatchHeader.LENGTH
                && documentLength <= padding + MAX_BATCH_LENGTH
                && mapping.covers(position, DOCUMENT_HEADER_LENGTH + documentLength);
    }

    private String fault(int documentLength) {
        UnsafeBuffer buffer = mapping.buffer();
        int padding = padding();
        int offset = mapping.offset(position + DOCUMENT_HEADER_LENGTH + padding);
        int length = BatchHeader.length(buffer, offset);
        int formatVersion = BatchHeader.formatVersion(buffer, offset);
        if (length != documentLength - padding - BatchHeader.LENGTH) {
            return formatVersion == BatchHeader.FORMAT_VERSION
                    ? "the batch is not as long as it says"
                    : "the format version is not " + BatchHeader.FORMAT_VERSION;
        } else if (formatVersion != BatchHeader.FORMAT_VERSION
                || BatchHeader.schemaVersion(buffer, offset) > MessageHeaderDecoder.SCHEMA_VERSION) {
            return foreign(offset, length);
        } else if (BatchHeader.count(buffer, offset) < 1 || BatchHeader.reserved(buffer, offset) != 0) {
            return "the batch has no events";
        } else if (verifying
                && checksum.of(buffer, offset, buffer, offset + BatchHeader.LENGTH, length)
                        != BatchHeader.crc(buffer, offset)) {
            return "the checksum does not match";
        } else if (expectedSequence != 0 && BatchHeader.firstSequence(buffer, offset) != expectedSequence) {
            return "the batch begins with event " + BatchHeader.firstSequence(buffer, offset) + ", expected "
                    + expectedSequence;
        } else if (expectedSequence != 0 && BatchHeader.previousCrc(buffer, offset) != expectedCrc) {
            return "the batch does not follow the one before it";
        }
        return "";
    }

    /** A batch that is whole, but of another version, is no damage: nobody may repair it. */
    private String foreign(int offset, int length) {
        UnsafeBuffer buffer = mapping.buffer();
        int formatVersion = BatchHeader.formatVersion(buffer, offset);
        int schemaVersion = BatchHeader.schemaVersion(buffer, offset);
        if (checksum.of(buffer, offset, buffer, offset + BatchHeader.LENGTH, length)
                == BatchHeader.crc(buffer, offset)) {
            throw new JournalException(
                    file,
                    "was written by another version of the program: format " + formatVersion + ", schema "
                            + schemaVersion + "; this one reads format " + BatchHeader.FORMAT_VERSION
                            + ", schemas up to " + MessageHeaderDecoder.SCHEMA_VERSION);
        }
        return "the checksum does not match";
    }

    private Found damaged(String why) {
        reason = why;
        return Found.DAMAGED;
    }

    private int padding() {
        return paddingAt(position);
    }

    private long follower(int documentLength) {
        return (position + DOCUMENT_HEADER_LENGTH + documentLength + 3) & -4L;
    }
}

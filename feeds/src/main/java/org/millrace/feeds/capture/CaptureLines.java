package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;
import org.millrace.feeds.json.JsonBytes;

/** Steps through the lines of the blocks that a reader fills: the time and the frame of one line after the other. */
final class CaptureLines {
    private static final int MAX_TIME_DIGITS = 19;

    private final CaptureReader reader;
    private LineBlock block;
    private int position;
    private int filesLeft; // whose last block was left
    private volatile double progress;
    private long number;
    private long time;
    private int frame;
    private int end;

    CaptureLines(CaptureReader reader) {
        this.reader = reader;
    }

    /** Makes the next block the current one, when the current has no more lines; false if none is ready. */
    boolean nextBlock() {
        if (block != null) {
            filesLeft += block.isLast() ? 1 : 0;
            progress = block.progress();
            reader.release(block);
        }
        block = reader.poll();
        position = 0;
        if (block != null && block.isFirst()) {
            number = 0;
        }
        return block != null;
    }

    /** Returns the current block, or null where none was ready. */
    LineBlock block() {
        return block;
    }

    /** Steps to the next line of the block; false if it has none. */
    boolean next() {
        byte[] bytes = block.buffer.byteArray();
        do {
            if (position == block.length()) {
                return false;
            }
            number++;
            end = JsonBytes.lineFeed(bytes, position, block.length());
        } while (isEmpty(bytes));
        int digits = JsonBytes.digitCount(bytes, position);
        frame = position + digits + 1;
        if (digits == 0 || digits > MAX_TIME_DIGITS || bytes[frame - 1] != '\t') {
            throw new CaptureException(block.file(), number, "expected nanoseconds, a tabulator and a frame");
        }
        time = JsonBytes.natural(bytes, position, digits);
        if (time < 0) {
            throw new CaptureException(block.file(), number, "time: expected 64 bits");
        }
        position = end + 1;
        if (end > frame && bytes[end - 1] == '\r') {
            end--;
        }
        if (block.form() == CaptureForm.BINARY) {
            unpack();
        }
        return true;
    }

    /** Answers whether the line has nothing in it; if so, steps behind it. */
    private boolean isEmpty(byte[] bytes) {
        boolean isEmpty = end == position || (end == position + 1 && bytes[position] == '\r');
        if (isEmpty) {
            position = end + 1;
        }
        return isEmpty;
    }

    private void unpack() {
        int length = HexText.decode(block.buffer, frame, end - frame);
        if (length < 0) {
            throw new CaptureException(block.file(), number, "expected a frame in pairs of hexadecimal digits");
        }
        end = frame + length;
    }

    /** Throws if the file cannot be read on behind the current block. */
    void checkWhole() {
        if (block.failure() != null) {
            throw new CaptureException(block.file(), number + 1, block.failure());
        }
    }

    /** Tells whether the current file has no more lines. */
    boolean atEndOfFile() {
        return block != null && block.isLast() && position == block.length();
    }

    /** Returns how many files were read to their end. */
    int filesEnded() {
        return filesLeft + (atEndOfFile() ? 1 : 0);
    }

    /** Returns how much was read, 0 to 1; for any thread. */
    double progress() {
        return progress;
    }

    DirectBuffer buffer() {
        return block.buffer;
    }

    /** Returns the receive time of the current line; 0 = not known. */
    long time() {
        return time;
    }

    int frame() {
        return frame;
    }

    int frameLength() {
        return end - frame;
    }
}

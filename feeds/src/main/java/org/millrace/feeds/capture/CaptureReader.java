package org.millrace.feeds.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/** Reads and unpacks files ahead of their playback, a block of whole lines a cycle, on a thread of its own. */
final class CaptureReader implements Agent {
    private static final int BLOCKS = 4;
    private static final int BLOCK_BYTES = 512 << 10;
    private static final int MAX_LINE_BYTES = 64 << 20;

    private final OneToOneConcurrentArrayQueue<LineBlock> filled = new OneToOneConcurrentArrayQueue<>(BLOCKS);
    private final OneToOneConcurrentArrayQueue<LineBlock> free = new OneToOneConcurrentArrayQueue<>(BLOCKS);
    private final List<Path> files;
    private final boolean isPolled; // answers are frames
    private final long[] sizes;
    private long allBytes;
    private long bytesBefore; // of files opened before the current
    private FileChannel channel;
    private int next; // index of the file to open
    private Path file;
    private InputStream in;
    private byte[] rest = new byte[BLOCK_BYTES]; // of a line that its block had no room for
    private int restLength;

    CaptureReader(List<Path> files, boolean isPolled) {
        this.files = List.copyOf(files);
        this.isPolled = isPolled;
        sizes = new long[files.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(files.get(i));
            allBytes += sizes[i];
        }
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new LineBlock());
        }
    }

    @Override
    public String roleName() {
        return "capture-reader";
    }

    @Override
    public int doWork() {
        if (in == null && next == sizes.length) {
            return 0;
        }
        LineBlock block = free.poll();
        if (block == null) {
            return 0;
        }
        read(block);
        block.progress(progress());
        filled.add(block);
        return 1;
    }

    @Override
    public void onClose() {
        CloseHelper.quietClose(in);
        in = null;
        next = sizes.length;
    }

    /** Returns the next block, or null if none is ready; for the thread that plays. */
    LineBlock poll() {
        return filled.poll();
    }

    /** Gives a block back; for the thread that plays. */
    void release(LineBlock block) {
        free.add(block);
    }

    int fileCount() {
        return sizes.length;
    }

    private void read(LineBlock block) {
        boolean isFirst = in == null;
        try {
            if (isFirst) {
                open();
            }
            block.begin(file, isFirst, isFirst ? answers() : List.of());
        } catch (IOException e) {
            block.begin(file, isFirst, List.of());
            fail(block, 0, e);
            return;
        } catch (CaptureException e) {
            block.begin(file, isFirst, List.of());
            block.end(0, true, e.getMessage());
            onClose();
            return;
        }
        if (hasFrames()) {
            fill(block);
        } else {
            finish(block, 0);
        }
    }

    /** Returns the answers recorded with the current file, or those in it where it is one of answers. */
    private List<RestAnswer> answers() throws IOException {
        boolean isOfAnswers = CaptureForm.of(file) == CaptureForm.ANSWERS && !isPolled;
        return isOfAnswers ? RestAnswers.read(file) : RestAnswers.of(file);
    }

    private boolean hasFrames() {
        return switch (CaptureForm.of(file)) {
            case TEXT, BINARY -> true;
            case ANSWERS -> isPolled;
            case SENT -> false;
        };
    }

    /** Returns the share of bytes on disk that was read. */
    private double progress() {
        try {
            long position = in == null || !channel.isOpen() ? 0 : channel.position();
            return allBytes == 0 ? 1 : (double) (bytesBefore + position) / allBytes;
        } catch (IOException e) {
            return (double) bytesBefore / allBytes; // it tells no more than how the file is doing
        }
    }

    private void open() throws IOException {
        bytesBefore += next == 0 ? 0 : sizes[next - 1];
        file = files.get(next++);
        restLength = 0;
        channel = FileChannel.open(file);
        in = CaptureFile.unpack(file, Channels.newInputStream(channel));
    }

    private void fill(LineBlock block) {
        block.reserve(Math.max(BLOCK_BYTES, 2 * restLength));
        block.buffer.putBytes(0, rest, 0, restLength);
        int length = restLength;
        int lineEnd = 0;
        restLength = 0;
        try {
            while (lineEnd == 0) {
                int read = in.read(block.buffer.byteArray(), length, block.room() - length);
                if (read < 0) {
                    finish(block, length);
                    return;
                }
                length += read;
                if (length == block.room()) {
                    lineEnd = lineEnd(block, length);
                    makeRoom(block, lineEnd);
                }
            }
        } catch (IOException e) {
            fail(block, lineEnd(block, length), e);
            return;
        }
        keep(block, lineEnd, length);
        block.end(lineEnd, false, null);
    }

    private static void makeRoom(LineBlock block, int lineEnd) throws IOException {
        if (lineEnd == 0) {
            if (block.room() >= MAX_LINE_BYTES) {
                throw new IOException("line longer than " + MAX_LINE_BYTES + " bytes");
            }
            block.reserve(2 * block.room());
        }
    }

    /** Ends a file; a last line without line feed gets one. */
    private void finish(LineBlock block, int length) {
        int end = length;
        if (length > 0 && block.buffer.getByte(length - 1) != '\n') {
            block.buffer.putByte(end++, (byte) '\n');
        }
        block.end(end, true, null);
        CloseHelper.quietClose(in);
        in = null;
    }

    private void fail(LineBlock block, int length, IOException e) {
        block.end(length, true, e instanceof EOFException ? "gzip ends early" : String.valueOf(e.getMessage()));
        onClose();
    }

    private void keep(LineBlock block, int from, int to) {
        restLength = to - from;
        if (rest.length < restLength) {
            rest = new byte[2 * restLength];
        }
        block.buffer.getBytes(from, rest, 0, restLength);
    }

    /** Returns where the last whole line ends, 0 if there is none. */
    private static int lineEnd(LineBlock block, int length) {
        int end = length;
        while (end > 0 && block.buffer.getByte(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new CaptureException(file, "cannot be read", e);
        }
    }
}

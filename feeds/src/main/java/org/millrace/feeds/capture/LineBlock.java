package org.millrace.feeds.capture;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.json.JsonBytes;

/** Whole lines of a file, each ended by a line feed. Handed from the thread that reads to the one that plays and back. */
final class LineBlock {
    private static final int SLACK = 4 * JsonBytes.SLACK; // decoders look behind the last frame

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private Path file;
    private List<RestAnswer> answers = List.of();
    private int length;
    private CaptureForm form = CaptureForm.TEXT;
    private boolean first;
    private boolean last;
    private String failure;
    private double progress;

    /** Makes room for so many bytes, keeping what is there. */
    void reserve(int bytes) {
        if (buffer.capacity() < bytes + SLACK) {
            byte[] larger = new byte[bytes + SLACK];
            buffer.getBytes(0, larger, 0, buffer.capacity());
            buffer.wrap(larger);
        }
    }

    int room() {
        return buffer.capacity() - SLACK;
    }

    void begin(Path from, boolean isFirst, List<RestAnswer> withAnswers) {
        file = from;
        form = CaptureForm.of(from);
        first = isFirst;
        answers = withAnswers;
        last = false;
        failure = null;
        length = 0;
    }

    void end(int bytes, boolean isLast, String why) {
        length = bytes;
        last = isLast;
        failure = why;
    }

    void progress(double share) {
        progress = share;
    }

    /** Returns the share of all files' bytes on disk that was read when it was filled. */
    double progress() {
        return progress;
    }

    Path file() {
        return file;
    }

    CaptureForm form() {
        return form;
    }

    int length() {
        return length;
    }

    /** Tells whether its file begins with it. */
    boolean isFirst() {
        return first;
    }

    /** Tells whether its file ends with it. */
    boolean isLast() {
        return last;
    }

    /** Returns the snapshots recorded with the file; those of the file's first block count. */
    List<RestAnswer> answers() {
        return answers;
    }

    /** Returns why the file cannot be read on behind this block, or null. */
    String failure() {
        return failure;
    }
}

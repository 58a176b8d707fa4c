package org.millrace.feeds.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts a stream into lines, and lines into fields, where they lie. Fields may stand in quotes and have spaces around them;
 * lines end in LF or CR LF, empty ones are passed over. A line break in quotes ends the line all the same.
 */
final class CsvLines {
    /** Longest line, bytes. */
    static final int MAX_LINE = 1 << 16;

    /** Most fields of a line. */
    static final int MAX_FIELDS = 256;

    private static final int FRONT = 32; // decimals are loaded from before their start
    private static final int CAPACITY = FRONT + (1 << 18);
    private static final int BYTE_ORDER_MARK = 3;

    private final InputStream in;
    private final byte[] bytes = new byte[CAPACITY];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final int[] starts = new int[MAX_FIELDS];
    private final int[] lengths = new int[MAX_FIELDS];
    private int position = FRONT;
    private int limit = FRONT;
    private int lineStart;
    private int lineEnd;
    private int fieldCount;
    private long line;
    private boolean ended;
    private byte separator = ',';

    CsvLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line that is not empty; false: there is none. Fields are those of {@link #split}. */
    boolean next() throws IOException {
        do {
            if (!nextLine()) {
                return false;
            }
        } while (lineStart == lineEnd);
        return true;
    }

    /** Finds the separator of the line moved to, which is that of all: comma, semicolon or tab. */
    void findSeparator() {
        separator = ',';
        for (byte candidate : new byte[] {';', '\t'}) {
            separator = count(candidate) > count(separator) ? candidate : separator;
        }
    }

    /** Finds the fields of the line moved to; false: they are too many. */
    boolean split() {
        fieldCount = 0;
        int start = lineStart;
        while (fieldCount < MAX_FIELDS) {
            int end = endOfField(start);
            addField(start, end);
            if (end == lineEnd) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    int fieldCount() {
        return fieldCount;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int start(int field) {
        return starts[field];
    }

    int length(int field) {
        return lengths[field];
    }

    String text(int field) {
        return new String(bytes, starts[field], lengths[field], UTF_8);
    }

    /** Returns the number of the line, from 1. */
    long line() {
        return line;
    }

    private boolean nextLine() throws IOException {
        int end = endOfLine(position);
        while (end < 0 && !ended) {
            int searched = limit - position;
            if (searched > MAX_LINE) {
                throw new IOException("line " + (line + 1) + " is longer than " + MAX_LINE + " bytes");
            }
            fill();
            end = endOfLine(position + searched);
        }
        if (end < 0 && position == limit) {
            return false;
        }
        lineStart = position;
        lineEnd = end < 0 ? limit : end;
        position = end < 0 ? limit : end + 1;
        line++;
        if (line == 1 && lineEnd - lineStart >= BYTE_ORDER_MARK && isByteOrderMark()) {
            lineStart += BYTE_ORDER_MARK;
        }
        while (lineEnd > lineStart && bytes[lineEnd - 1] <= ' ') {
            lineEnd--;
        }
        return true;
    }

    private boolean isByteOrderMark() {
        return Arrays.equals(
                bytes,
                lineStart,
                lineStart + BYTE_ORDER_MARK,
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                0,
                3);
    }

    private int endOfLine(int from) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(bytes, position, bytes, FRONT, limit - position);
        limit = FRONT + limit - position;
        position = FRONT;
        int read = in.read(bytes, limit, CAPACITY - limit);
        ended = read < 0;
        limit += Math.max(0, read);
    }

    private int endOfField(int start) {
        int i = start;
        while (i < lineEnd && bytes[i] == ' ') {
            i++;
        }
        if (i < lineEnd && bytes[i] == '"') {
            i++;
            while (i < lineEnd && bytes[i] != '"') {
                i++;
            }
        }
        while (i < lineEnd && bytes[i] != separator) {
            i++;
        }
        return i;
    }

    private void addField(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '"')) {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '"')) {
            end--;
        }
        starts[fieldCount] = start;
        lengths[fieldCount] = end - start;
        fieldCount++;
    }

    private int count(byte wanted) {
        int count = 0;
        for (int i = lineStart; i < lineEnd; i++) {
            count += bytes[i] == wanted ? 1 : 0;
        }
        return count;
    }
}

package org.millrace.engine.models;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Texts of at most 64 bytes in a snapshot: hashes are the longest. */
final class Texts {
    private static final int LENGTH = Integer.BYTES + 64;

    private Texts() {}

    static void save(String text, SnapshotWriter out) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH]);
        bytes.putInt(0, bytes.putStringWithoutLengthUtf8(Integer.BYTES, text));
        out.putBytes(bytes, 0, LENGTH);
    }

    static String load(SnapshotReader in) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH]);
        in.getBytes(bytes, 0, LENGTH);
        return bytes.getStringWithoutLengthUtf8(Integer.BYTES, bytes.getInt(0));
    }
}

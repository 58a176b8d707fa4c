package org.millrace.bench.decoding;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads frames with a library. */
interface LibraryReader {
    /** Reads the fields of a frame that events need. */
    void read(UnsafeBuffer frame, int length, ReadFields to) throws IOException;
}

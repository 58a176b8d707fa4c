package org.millrace.bench.decoding;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/** Somebody who reads frames. */
interface Contender {
    /** Reads a frame; returns something of it, so that nothing is left out. */
    long read(UnsafeBuffer frame, int length) throws IOException;
}

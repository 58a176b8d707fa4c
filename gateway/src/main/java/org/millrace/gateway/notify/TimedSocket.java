package org.millrace.gateway.notify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.agrona.concurrent.NanoClock;

/** A connection that reads up to a deadline, in a handshake too: a time limit of each read would not end a drip. */
final class TimedSocket extends Socket {
    private static final long NANOS_A_MS = 1_000_000;

    private final NanoClock clock;
    private final long deadlineNs;

    TimedSocket(NanoClock clock, long deadlineNs) {
        this.clock = clock;
        this.deadlineNs = deadlineNs;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                limit();
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                limit();
                return in.read(bytes, offset, length);
            }
        };
    }

    private void limit() throws IOException {
        long leftMs = (deadlineNs - clock.nanoTime()) / NANOS_A_MS;
        if (leftMs <= 0) {
            throw new SocketTimeoutException("the answer came too slowly");
        }
        setSoTimeout((int) leftMs);
    }
}

package org.millrace.bench.fanout;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.millrace.bench.client.MessageListener;

/** Counts the messages in packets, written by the thread that receives. */
final class Tally implements MessageListener {
    private static final int MESSAGE_COUNT = 2;

    private long messages;
    private volatile long received;

    @Override
    public void onRead() {}

    @Override
    public void onMessage(DirectBuffer payload, int offset, int length) {
        messages += payload.getShort(offset + MESSAGE_COUNT, LITTLE_ENDIAN) & 0xFFFF;
    }

    @Override
    public void onRoundEnd() {
        received = messages;
    }

    /** Returns messages received so far by all clients together; for any thread. */
    long received() {
        return received;
    }
}

package org.millrace.bench.client;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;

/**
 * A client of the gateway that subscribes and stops to read. Told to wake up, it reads what it was sent until it is sent
 * away, comes back with the cursor that it was given, and counts what is missing behind it; on a thread of its own.
 */
public final class StalledClient implements MessageListener, AutoCloseable {
    private static final int RECEIVE_BUFFER = 32 * 1024;
    private static final int PACKET_HEADER = 16;
    private static final int FRAME_HEADER = 8;

    private final int port;
    private final Thread thread = new Thread(this::comeBack, "stalled");
    private Subscriber subscriber;
    private long goal;
    private long newest;
    private long holes;
    private boolean resumed;
    private volatile int closeCode;
    private volatile boolean whole;

    /** Connects and subscribes. */
    public StalledClient(int port) throws IOException {
        this.port = port;
        subscriber = new Subscriber(port, Service.MILLRACE, RECEIVE_BUFFER);
    }

    /** Has it read on, and come back until it has read an event. */
    public void wake(long sequence) {
        goal = sequence;
        thread.start();
    }

    /** Waits until it has read what it was to read; not for ever. */
    public void await(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the code with which it was sent away; 0: it was not. */
    public int closeCode() {
        return closeCode;
    }

    /** Tells whether it has come back and read each event behind its cursor once, and in order. */
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void onRead() {}

    @Override
    public void onMessage(DirectBuffer payload, int offset, int length) {
        for (int frame = PACKET_HEADER; frame + FRAME_HEADER <= length; ) {
            long sequence = EventPrefix.sequence(payload, offset + frame + FRAME_HEADER);
            holes += resumed && sequence != newest + 1 ? 1 : 0;
            newest = sequence;
            frame += payload.getShort(offset + frame, LITTLE_ENDIAN) & 0xFFFF;
        }
    }

    @Override
    public void onClose(DirectBuffer payload, int offset, int length) {
        closeCode = payload.getShort(offset, BIG_ENDIAN) & 0xFFFF;
        byte[] reason = new byte[length - Short.BYTES];
        payload.getBytes(offset + Short.BYTES, reason);
        String cursor = new String(reason, US_ASCII);
        newest = Long.parseLong(cursor.substring(cursor.indexOf(':') + 1));
        resumed = true;
    }

    @Override
    public void onRoundEnd() {}

    @Override
    public void close() throws IOException {
        subscriber.close();
        await(0);
    }

    private void comeBack() {
        try {
            while (!resumed) {
                subscriber.receive(this);
            }
            subscriber.close();
            subscriber = new Subscriber(port, Service.resuming("0:" + newest), RECEIVE_BUFFER);
            while (newest < goal) {
                subscriber.receive(this);
            }
            whole = holes == 0;
        } catch (EOFException e) {
            // cut off without a word: the code is missing
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

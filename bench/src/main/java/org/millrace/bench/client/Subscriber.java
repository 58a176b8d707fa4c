package org.millrace.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** One client's connection. */
final class Subscriber implements AutoCloseable {
    private static final int CAPACITY = 128 * 1024;
    private static final int TEXT_FRAME = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_TWO_BYTES = 126;

    private final SocketChannel channel;
    private final int opcode;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    /**
     * Connects, subscribes, and waits for the confirmation.
     *
     * @param receiveBuffer of the socket, in bytes; 0 = what the system thinks best
     */
    Subscriber(int port, Service service, int receiveBuffer) throws IOException {
        channel = SocketChannel.open();
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Handshake.ask(channel, Channels.newInputStream(channel), service.path(), service.protocol());
        opcode = service.opcode();
        if (!service.request().isEmpty()) {
            channel.write(request(service.request()));
            awaitAnswer(service.answer());
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** Reads what has come, waiting for it if the channel blocks, and hands it on. */
    void receive(MessageListener listener) throws IOException {
        if (channel.read(bytes) < 0) {
            throw new EOFException("the server hung up");
        }
        listener.onRead();
        int limit = bytes.position();
        int offset = 0;
        int length = ServerFrame.length(buffer, offset, limit);
        while (length != ServerFrame.INCOMPLETE) {
            onFrame(offset, length, listener);
            offset += length;
            length = ServerFrame.length(buffer, offset, limit);
        }
        keepFrom(offset);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void onFrame(int offset, int length, MessageListener listener) {
        int headerLength = ServerFrame.headerLength(buffer, offset);
        if (ServerFrame.opcode(buffer, offset) == opcode) {
            listener.onMessage(buffer, offset + headerLength, length - headerLength);
        } else if (ServerFrame.opcode(buffer, offset) == ServerFrame.CLOSE) {
            listener.onClose(buffer, offset + headerLength, length - headerLength);
        }
    }

    private void keepFrom(int offset) {
        if (offset > 0) {
            bytes.limit(bytes.position()).position(offset);
            bytes.compact();
        }
    }

    private void awaitAnswer(String beginning) throws IOException {
        boolean answered = false;
        while (!answered) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("no answer to a subscription");
            }
            int offset = 0;
            int length = ServerFrame.length(buffer, offset, bytes.position());
            while (!answered && length != ServerFrame.INCOMPLETE) {
                int payload = offset + ServerFrame.headerLength(buffer, offset);
                String text = buffer.getStringWithoutLengthAscii(payload, offset + length - payload);
                answered = text.startsWith(beginning);
                offset += length;
                length = ServerFrame.length(buffer, offset, bytes.position());
            }
            keepFrom(offset);
        }
    }

    /** Makes a frame with a mask of zeros, under which the text stays as it is. */
    private static ByteBuffer request(String text) {
        ByteBuffer frame = ByteBuffer.allocate(text.length() + 8);
        frame.put((byte) TEXT_FRAME);
        if (text.length() < LENGTH_IN_TWO_BYTES) {
            frame.put((byte) (MASKED | text.length()));
        } else {
            frame.put((byte) (MASKED | LENGTH_IN_TWO_BYTES)).putShort((short) text.length());
        }
        return frame.putInt(0).put(text.getBytes(US_ASCII)).flip();
    }
}

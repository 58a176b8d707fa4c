package org.millrace.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.bench.client.Handshake;
import org.millrace.bench.client.ServerFrame;

/**
 * A venue on loopback that speaks just enough of Binance's protocol: it confirms a subscription, answers pings, knows no
 * instrument by REST, and
 * sends what it is given from the caller's thread, with one system call. One subscriber at a time.
 */
final class Venue implements AutoCloseable {
    private static final Pattern REQUEST_ID = Pattern.compile("\"id\":(\\d+)");
    private static final String NO_INSTRUMENTS = "{\"symbols\":[]}";
    private static final int TEXT_FRAME = 0x81;
    private static final int PONG_FRAME = 0x8A;
    private static final int PING = 9;
    private static final int SHORT = 125;
    private static final int IN_TWO_BYTES = 126;
    private static final int MASK_LENGTH = 4;

    private final ServerSocketChannel listener;
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private volatile SocketChannel subscriber;

    Venue() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        run("venue", this::accept);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    void awaitSubscriber(long seconds) throws IOException {
        try {
            subscribed.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("nobody subscribed within " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Sends whole frames. */
    synchronized void send(ByteBuffer frames) throws IOException {
        while (frames.hasRemaining()) {
            subscriber.write(frames);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (subscriber != null) {
            subscriber.close();
        }
    }

    private void accept() {
        try {
            while (listener.isOpen()) {
                SocketChannel channel = listener.accept();
                run("venue-connection", () -> serveUntilClosed(channel));
            }
        } catch (ClosedChannelException e) {
            // that is how it ends
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveUntilClosed(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            serve(channel);
        } catch (ClosedChannelException | EOFException e) {
            // one of the two has gone
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(SocketChannel channel) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        if (!Handshake.answer(channel, in, NO_INSTRUMENTS)) {
            return;
        }
        subscriber = channel;
        while (channel.isOpen()) {
            int opcode = in.readUnsignedByte() & 0xF;
            byte[] payload = readPayload(in);
            if (opcode == ServerFrame.CLOSE) {
                return;
            }
            if (opcode == PING) {
                send(frame(PONG_FRAME, payload));
            } else if (opcode == ServerFrame.TEXT) {
                onRequest(new String(payload, UTF_8));
            }
        }
    }

    private void onRequest(String text) throws IOException {
        Matcher id = REQUEST_ID.matcher(text);
        if (id.find()) {
            send(frame(TEXT_FRAME, ("{\"result\":null,\"id\":" + id.group(1) + "}").getBytes(UTF_8)));
            subscribed.complete(null);
        }
    }

    private static byte[] readPayload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7F;
        if (length > SHORT) {
            length = length == IN_TWO_BYTES ? in.readUnsignedShort() : Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(MASK_LENGTH);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % MASK_LENGTH];
        }
        return payload;
    }

    private static ByteBuffer frame(int firstByte, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(2 + payload.length);
        return frame.put((byte) firstByte)
                .put((byte) payload.length)
                .put(payload)
                .flip();
    }
}

package org.millrace.bench.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.client.ServerFrame;
import org.millrace.bench.client.Service;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** A peer: the package ws on Node, a process of its own that is given the events over a socket. */
final class NodeServer implements EventServer {
    private static final String PACKAGE = "ws@8.23.0";
    private static final String SCRIPT = "broadcast.mjs";
    private static final int LENGTH_BYTES = 2;

    private final Process process;
    private final SocketChannel events;
    private final int port;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(FanOutFrame.MAX_LENGTH * 2);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final UnsafeBuffer trade = SampleTrade.message();
    private int sequence;

    private NodeServer(Process process) throws IOException {
        this.process = process;
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String ready = out.readLine();
        if (ready == null) {
            throw new IOException("node ended before it listened");
        }
        String[] ports = ready.split(" ", -1);
        port = Integer.parseInt(ports[0]);
        events =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ports[1])));
        events.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Starts one; the package is fetched into the folder if it is not there.
     *
     * @throws IOException if there is no node or npm here, or no network
     */
    static NodeServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve("node_modules/ws/package.json"))) {
            Process npm = new ProcessBuilder(List.of(
                            "npm",
                            "install",
                            "--silent",
                            "--no-audit",
                            "--no-fund",
                            "--no-save",
                            "--prefix",
                            folder.toString(),
                            PACKAGE))
                    .inheritIO()
                    .start();
            if (end(npm) != 0) {
                throw new IOException("npm could not fetch " + PACKAGE);
            }
        }
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = NodeServer.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process node = new ProcessBuilder("node", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::destroyForcibly));
        return new NodeServer(node);
    }

    @Override
    public String name() {
        return "Node ws";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Service service() {
        return Service.bare(ServerFrame.BINARY);
    }

    @Override
    public void publish(int instrumentId, long dueNs) {
        SampleTrade.stamp(trade, ++sequence, instrumentId, dueNs);
        int frame = LENGTH_BYTES + PacketWriter.HEADER_LENGTH;
        int length = PacketWriter.HEADER_LENGTH
                + FanOutFrame.write(
                        buffer, frame, FanOutFrame.channelAndNumber(1, sequence), trade, 0, trade.capacity());
        buffer.putShort(0, (short) length, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(LENGTH_BYTES, (byte) 1); // version
        buffer.putShort(LENGTH_BYTES + 2, (short) 1, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(LENGTH_BYTES + 4, length, ByteOrder.LITTLE_ENDIAN);
        bytes.limit(LENGTH_BYTES + length).position(0);
        try {
            while (bytes.hasRemaining()) {
                events.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bytes.clear();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end(process);
    }

    private static int end(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}

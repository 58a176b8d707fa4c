package org.millrace.feeds.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Recorder recorder = new Recorder();
    private final FrameReader reader = new FrameReader(new FrameParser(recorder, MAX_BYTES), () -> 7L, () -> {});
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);

    @Test
    void shouldHandOverMessagesHoweverReadsCutThem() {
        ByteBuf stream = everyKindOfFrame();
        byte[] bytes = new byte[stream.readableBytes()];
        stream.readBytes(bytes);
        List<String> expected =
                List.of("hello", "ping p1", text(200), "ping p2", "one two three", text(70_000), "", "binary", "close");

        for (int cut = 0; cut < bytes.length; cut += cut < 400 ? 1 : 997) {
            Recorder cutRecorder = new Recorder();
            EmbeddedChannel cutChannel =
                    new EmbeddedChannel(new FrameReader(new FrameParser(cutRecorder, MAX_BYTES), () -> 7L, () -> {}));
            cutChannel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            cutChannel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            assertThat(cutRecorder.seen).isEqualTo(expected);
        }
    }

    @Test
    void shouldHandOverMessagesThatComeByteByByte() {
        ByteBuf stream = frames(FIN | TEXT, "hello", FIN | PING, "p", FIN | TEXT, text(300));

        while (stream.isReadable()) {
            channel.writeInbound(stream.readBytes(1));
        }

        assertThat(recorder.seen).isEqualTo(List.of("hello", "ping p", text(300)));
    }

    @Test
    void shouldKeepWhatIsNotTakenAndHandItOverAgain() {
        recorder.room = 2;
        ByteBuf stream = frames(FIN | TEXT, "a", FIN | TEXT, "b", FIN | TEXT, "c", TEXT, "d", FIN, "e");
        channel.writeInbound(stream.readBytes(12), stream);
        boolean readingWhileFull = channel.config().isAutoRead();

        recorder.room = 3;
        boolean takenInPart = reader.deliver();
        recorder.room = 9;
        boolean takenWhole = reader.deliver();

        assertThat(List.of(readingWhileFull, takenInPart, takenWhole)).isEqualTo(List.of(false, false, true));
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(recorder.seen).isEqualTo(List.of("a", "b", "c", "de"));
    }

    @Test
    void shouldRefuseWhatIsNoWebSocket() {
        assertThat(errorOf(new byte[] {(byte) 0xC1, 0})).contains("reserved bits");
        assertThat(errorOf(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0})).contains("mask");
        assertThat(errorOf(new byte[] {(byte) 0x80, 0})).contains("out of place");
        assertThat(errorOf(new byte[] {(byte) 0x83, 0})).contains("unknown kind");
        assertThat(errorOf(new byte[] {(byte) 0x09, 0})).contains("control frame");
        assertThat(errorOf(new byte[] {(byte) 0x89, 126, 0, (byte) 200})).contains("control frame");
        assertThat(errorOf(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, (byte) 0x10, 0, 1}))
                .contains("more than 1048576 bytes");
        assertThat(errorOf(new byte[] {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1}))
                .contains("more than 1048576 bytes");
    }

    @Test
    void shouldAllocateNothing() {
        CountingListener listener = new CountingListener();
        FrameReader counting = new FrameReader(new FrameParser(listener, MAX_BYTES), () -> 7L, () -> {});
        ByteBuf stream = frames(FIN | TEXT, text(120), FIN | TEXT, text(300), FIN | TEXT, text(70));
        ByteBuf read = Unpooled.directBuffer().writeBytes(stream).retain(1_000_000);
        int cut = read.readableBytes() - 30;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long least = Long.MAX_VALUE; // the first rounds also pay for being compiled
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            feed(counting, read, cut, 20_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
        assertThat(listener.bytes).isEqualTo(200_000L * (120 + 300 + 70));
    }

    /** Gives the same frames again and again, in two reads each. */
    private static void feed(FrameReader reader, ByteBuf read, int cut, int times) {
        int end = read.writerIndex();
        for (int i = 0; i < times; i++) {
            read.setIndex(0, cut);
            reader.channelRead(null, read);
            read.setIndex(cut, end);
            reader.channelRead(null, read);
        }
    }

    private static String errorOf(byte[] bytes) {
        Recorder recorder = new Recorder();
        EmbeddedChannel channel =
                new EmbeddedChannel(new FrameReader(new FrameParser(recorder, MAX_BYTES), () -> 7L, () -> {}));
        channel.writeInbound(Unpooled.copiedBuffer(bytes), Unpooled.copiedBuffer("more", UTF_8));
        assertThat(recorder.seen).hasSize(1);
        return recorder.seen.get(0);
    }

    private static ByteBuf everyKindOfFrame() {
        return frames(
                FIN | TEXT,
                "hello",
                FIN | PING,
                "p1",
                FIN | TEXT,
                text(200),
                FIN | PONG,
                "unasked",
                TEXT,
                "one ",
                0,
                "two ",
                FIN | PING,
                "p2",
                FIN,
                "three",
                FIN | TEXT,
                text(70_000),
                FIN | TEXT,
                "",
                FIN | BINARY,
                "binary",
                FIN | CLOSE,
                "");
    }

    private static ByteBuf frames(Object... headsAndPayloads) {
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < headsAndPayloads.length; i += 2) {
            byte[] payload = ((String) headsAndPayloads[i + 1]).getBytes(UTF_8);
            stream.writeByte((Integer) headsAndPayloads[i]);
            if (payload.length < 126) {
                stream.writeByte(payload.length);
            } else if (payload.length < 65_536) {
                stream.writeByte(126).writeShort(payload.length);
            } else {
                stream.writeByte(127).writeLong(payload.length);
            }
            stream.writeBytes(payload);
        }
        return stream;
    }

    private static String text(int length) {
        char[] text = new char[length];
        Arrays.fill(text, 'x');
        return new String(text);
    }

    /** Notes what it is given, as long as it has room for messages. */
    private static final class Recorder implements FrameListener {
        final List<String> seen = new ArrayList<>();
        int room = Integer.MAX_VALUE;

        @Override
        public boolean onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            return seen.size() < room && seen.add(buffer.getStringWithoutLengthUtf8(offset, length));
        }

        @Override
        public void onPing(DirectBuffer buffer, int offset, int length) {
            seen.add("ping " + buffer.getStringWithoutLengthUtf8(offset, length));
        }

        @Override
        public void onClose() {
            seen.add("close");
        }

        @Override
        public void onProtocolError(String what) {
            seen.add(what);
        }
    }

    /** Adds up the bytes of messages. */
    private static final class CountingListener implements FrameListener {
        long bytes;

        @Override
        public boolean onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            bytes += length;
            return true;
        }

        @Override
        public void onPing(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onClose() {}

        @Override
        public void onProtocolError(String what) {}
    }
}

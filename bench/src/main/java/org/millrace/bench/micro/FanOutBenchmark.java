package org.millrace.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FanOutReader;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.gateway.protocol.PacketWriter;
import org.millrace.gateway.settings.GatewaySettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Fans a batch of trades out, up to the bytes for the socket: {@code write} is the line's share, {@code writeAndRead}
 * has the event loop's too, a packet for those who want all trades; {@code copy} puts the same bytes into a ByteBuf.
 */
public class FanOutBenchmark extends MicroBenchmark implements FrameConsumer {
    private static final int BATCH = 256;

    @Param({"1", "16"})
    private int messages;

    private final FanOutBuffer buffer = new FanOutBuffer(GatewaySettings.DEFAULTS.fanOutCapacity());
    private final FanOutBuffer unread = new FanOutBuffer(GatewaySettings.DEFAULTS.fanOutCapacity());
    private final FanOutReader reader = new FanOutReader(buffer, CatchUp.NONE, this, () -> {});
    private final StreamNumbers numbers = new StreamNumbers();
    private final Inputs trades = new Inputs((event, offset, length) -> buffer.write(numbers, event, offset, length));
    private final Inputs unreadTrades =
            new Inputs((event, offset, length) -> unread.write(numbers, event, offset, length));
    private final PacketWriter packet = new PacketWriter();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[PacketWriter.MAX_FRAMES]);
    private final Inputs copied = new Inputs(this::collect);
    private int collected;
    private long sum;

    @TearDown
    public void stop() {
        reader.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long write() {
        for (int i = 0; i < BATCH; i += messages) {
            for (int j = 0; j < messages; j++) {
                unreadTrades.trade();
            }
            unread.publish();
        }
        return unread.tail();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long writeAndRead() {
        for (int i = 0; i < BATCH; i += messages) {
            for (int j = 0; j < messages; j++) {
                trades.trade();
            }
            buffer.publish();
            while (reader.read() > 0) {
                sum++;
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long copy() {
        for (int i = 0; i < BATCH; i += messages) {
            collected = 0;
            for (int j = 0; j < messages; j++) {
                copied.trade();
            }
            ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(collected);
            copy.writeBytes(bytes.byteArray(), 0, collected);
            sum += copy.readableBytes();
            copy.release();
        }
        return sum;
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        packet.begin(ByteBufAllocator.DEFAULT, length);
        int count = 0;
        int offset = 0;
        while (offset < length && FanOutFrame.channel(frames, offset) == Channels.TRADES) {
            count++;
            offset += FanOutFrame.length(frames, offset);
        }
        packet.append(frames, 0, offset, count);
        ByteBuf finished = packet.finish(0, sum);
        sum += finished.readableBytes();
        finished.release();
    }

    @Override
    public void onLoss() {
        throw new IllegalStateException("one thread cannot lap itself");
    }

    private void collect(DirectBuffer event, int offset, int length) {
        bytes.putBytes(collected, event, offset, length);
        collected += length;
    }
}

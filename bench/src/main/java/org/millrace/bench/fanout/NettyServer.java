package org.millrace.bench.fanout;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.millrace.bench.client.ServerFrame;
import org.millrace.bench.client.Service;
import org.millrace.bench.client.UpgradedClients;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** Netty on one event loop, which takes events from a queue and sends each to everybody. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class NettyServer implements EventServer {
    private static final int QUEUE = 4 * 1024 * 1024;
    private static final int MOST_EVENTS = 100; // some 16 KiB: what the gateway puts into a packet

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UpgradedClients clients = new UpgradedClients();
    private final OneToOneRingBuffer events = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(QUEUE + RingBufferDescriptor.TRAILER_LENGTH)));
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final UnsafeBuffer waiting = new UnsafeBuffer(new byte[MOST_EVENTS * FanOutFrame.MAX_LENGTH]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
    private final UnsafeBuffer trade = SampleTrade.message();
    private final MessageHandler take = (type, buffer, offset, length) -> take(buffer, offset, length);
    private final Runnable drain = this::drain;
    private final String name;
    private final Manner manner;
    private final Channel listener;
    private int waitingLength;
    private int sequence;

    /** How it sends what waits. */
    @FunctionalInterface
    private interface Manner {
        /** Writes to all clients, and flushes. */
        void send(DirectBuffer frames, int length, int count, Set<Channel> clients);
    }

    private NettyServer(String name, Manner manner) {
        this.name = name;
        this.manner = manner;
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(clients)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Makes a peer: each event in a frame of its own, made once and written to each client through the pipeline. */
    static NettyServer plain() {
        return new NettyServer("Netty broadcast", NettyServer::sendOneByOne);
    }

    /** Makes a control: all that waits in one frame, past the pipeline, by somebody who knows nothing of clients. */
    static NettyServer joining() {
        return new NettyServer("bare Netty, joined", NettyServer::sendAsOne);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public Service service() {
        return Service.bare(ServerFrame.BINARY);
    }

    @Override
    public void publish(int instrumentId, long dueNs) {
        SampleTrade.stamp(trade, ++sequence, instrumentId, dueNs);
        int length = FanOutFrame.write(frame, 0, FanOutFrame.channelAndNumber(1, sequence), trade, 0, trade.capacity());
        while (!events.write(1, frame, 0, length)) {
            Thread.onSpinWait();
        }
        wake();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            loops.next().execute(drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        waitingLength = 0;
        int count = events.read(take, MOST_EVENTS);
        if (count > 0) {
            manner.send(waiting, waitingLength, count, clients.all());
            wake(); // there may be more
        }
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        waiting.putBytes(waitingLength, buffer, offset, length);
        waitingLength += length;
    }

    private static void sendOneByOne(DirectBuffer frames, int length, int count, Set<Channel> clients) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            ByteBuf packet = packet(frames, offset, FanOutFrame.length(frames, offset), 1);
            ByteBuf payload = packet.skipBytes(payloadOffset(packet));
            for (Channel client : clients) {
                client.write(new BinaryWebSocketFrame(payload.retainedDuplicate()), client.voidPromise());
            }
            payload.release();
        }
        clients.forEach(Channel::flush);
    }

    private static void sendAsOne(DirectBuffer frames, int length, int count, Set<Channel> clients) {
        ByteBuf packet = packet(frames, 0, length, count);
        for (Channel client : clients) {
            client.unsafe().write(packet.retainedDuplicate(), client.voidPromise());
            client.unsafe().flush();
        }
        packet.release();
    }

    /** Returns a packet with the head of its WebSocket frame. */
    private static ByteBuf packet(DirectBuffer frames, int offset, int length, int count) {
        PacketWriter writer = new PacketWriter();
        writer.begin(ByteBufAllocator.DEFAULT, length);
        writer.append(frames, offset, length, count);
        return writer.finish(0, 0);
    }

    private static int payloadOffset(ByteBuf packet) {
        return packet.getByte(packet.readerIndex() + 1) == 126 ? 4 : 2;
    }
}

package org.millrace.bench.fanout;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.client.ServerFrame;
import org.millrace.bench.client.Service;
import org.millrace.bench.client.UpgradedClients;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** The control: the same bytes, made once and for all, written to every channel and flushed. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class NettyBroadcaster implements Broadcaster {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UpgradedClients clients = new UpgradedClients();
    private final Channel listener;
    private ByteBuf packet = packet(1);
    private int packetMessages = 1;

    NettyBroadcaster() {
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

    @Override
    public String name() {
        return "bare Netty";
    }

    @Override
    public EventLoop loop() {
        return (EventLoop) loops.iterator().next();
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
    public void send(int messages) {
        if (messages != packetMessages) {
            packet.release();
            packet = packet(messages);
            packetMessages = messages;
        }
        for (Channel client : clients.all()) {
            client.unsafe().write(packet.retainedDuplicate(), client.voidPromise());
            client.unsafe().flush();
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        packet.release();
    }

    private static ByteBuf packet(int messages) {
        UnsafeBuffer trade = SampleTrade.message();
        int frameLength = FanOutFrame.frameLength(trade.capacity());
        UnsafeBuffer frames = new UnsafeBuffer(new byte[messages * frameLength]);
        for (int i = 0; i < messages; i++) {
            long header = FanOutFrame.channelAndNumber(1, i + 1);
            FanOutFrame.write(frames, i * frameLength, header, trade, 0, trade.capacity());
        }
        PacketWriter writer = new PacketWriter();
        writer.begin(ByteBufAllocator.DEFAULT, frames.capacity());
        writer.append(frames, 0, frames.capacity(), messages);
        return writer.finish(0, 0);
    }
}

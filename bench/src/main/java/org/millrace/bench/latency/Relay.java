package org.millrace.bench.latency;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.millrace.bench.client.UpgradedClients;

/**
 * The control: takes frames from a venue with Netty's own codec and writes each, framed once, to every client; one
 * event loop, one flush a read, no work on what passes. What a program between two sockets cannot do without.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class Relay implements AutoCloseable {
    /** Begins the line that says where clients are served; the port follows. */
    static final String READY = "relay is ready: ";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int TEXT_FRAME = 0x81;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final String SUBSCRIBE = "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1}";

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UpgradedClients clients = new UpgradedClients();
    private final Channel listener;

    /** Connects to a venue, and serves clients on a free port. */
    Relay(int venuePort) {
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(clients)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        connect(venuePort);
    }

    /** Runs one for the venue whose port is given. */
    public static void main(String[] arguments) {
        Relay relay = new Relay(Integer.parseInt(arguments[0]));
        System.out.println(READY + relay.port());
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        loop.shutdownGracefully().syncUninterruptibly();
    }

    private void connect(int venuePort) {
        URI uri = URI.create("ws://127.0.0.1:" + venuePort + "/stream");
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_BYTES),
                                        new WebSocketClientProtocolHandler(
                                                WebSocketClientHandshakerFactory.newHandshaker(
                                                        uri,
                                                        WebSocketVersion.V13,
                                                        null,
                                                        false,
                                                        EmptyHttpHeaders.INSTANCE,
                                                        MAX_BYTES)),
                                        new FromVenue());
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .syncUninterruptibly();
    }

    /** Passes frames on, all but the first, which confirms the subscription; flushes when a read is over. */
    private final class FromVenue extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private boolean confirmed;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ctx.writeAndFlush(new TextWebSocketFrame(SUBSCRIBE));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            if (!confirmed) {
                confirmed = true;
                return;
            }
            ByteBuf payload = frame.content();
            ByteBuf framed = ctx.alloc().directBuffer(payload.readableBytes() + 4);
            framed.writeByte(TEXT_FRAME);
            if (payload.readableBytes() < LENGTH_IN_TWO_BYTES) {
                framed.writeByte(payload.readableBytes());
            } else {
                framed.writeByte(LENGTH_IN_TWO_BYTES).writeShort(payload.readableBytes());
            }
            framed.writeBytes(payload);
            for (Channel client : clients.all()) {
                client.unsafe().write(framed.retainedDuplicate(), client.voidPromise());
            }
            framed.release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            for (Channel client : clients.all()) {
                client.unsafe().flush();
            }
        }
    }
}

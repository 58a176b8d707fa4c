package org.millrace.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.ListenerSettings;
import org.millrace.gateway.tls.ServerTls;

/** Listens on one address and serves one router's endpoints there. */
public final class HttpServer implements AutoCloseable {
    private final Channel listener;
    private final ConnectionLimits connections;

    /**
     * What requests meet, in this order.
     *
     * @param turns gives others on an event loop their turn behind each answer
     */
    public record Chain(
            LimitSettings limits,
            ServerTls tls,
            Admission admission,
            Router router,
            RequestListener listener,
            Consumer<EventLoop> turns) {}

    /**
     * Binds.
     *
     * @throws IllegalStateException if the address cannot be had
     */
    public HttpServer(ListenerSettings address, EventLoopGroup loops, Chain chain, EpochNanoClock clock) {
        connections = new ConnectionLimits(chain.limits(), chain.admission().addresses());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channelFactory(DirectSocketChannel.Listener::new)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(connections);
                        chain.tls().addTo(channel, chain.limits().headTimeout());
                        channel.pipeline()
                                .addLast(new HeadGuard(chain.limits()), codec())
                                .addLast(
                                        new HttpObjectAggregator(HeadCheck.MAX_BODY), new RequestHandler(chain, clock));
                    }
                });
        ChannelFuture bound = bootstrap.bind(address.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String where = address.host() + ':' + address.port();
            throw new IllegalStateException(
                    "cannot listen on " + where + ": " + bound.cause().getMessage(), bound.cause());
        }
        listener = bound.channel();
    }

    /** Returns the port that was bound. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Returns connections that are open now. */
    public int connections() {
        return connections.open();
    }

    /** Takes no more connections; those that are open stay. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
    }

    private static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(HeadCheck.MAX_REQUEST_LINE + 1)
                .setMaxHeaderSize(HeadCheck.MAX_HEAD)
                .setValidateHeaders(true));
    }
}

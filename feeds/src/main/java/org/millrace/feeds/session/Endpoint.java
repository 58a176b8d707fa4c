package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;

/** Opens connections to one host, encrypted where its URL says so. */
public final class Endpoint {
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final EventLoop loop;
    private final URI uri;
    private final boolean encrypted;
    private final SslContext tls;
    private final int connectTimeoutMs;
    private final HostNames names;

    /**
     * Prepares; opens nothing yet.
     *
     * @param url {@code ws}, {@code wss}, {@code http} or {@code https}, a host, and a port or none
     * @throws IllegalArgumentException if it is no such url
     */
    public Endpoint(EventLoop loop, String url, SessionSettings settings) {
        this(loop, url, settings, InetAddress::getAllByName);
    }

    /** Prepares, to find the host by a way of the caller's. */
    Endpoint(EventLoop loop, String url, SessionSettings settings, HostNames.LookUp lookUp) {
        this.loop = loop;
        uri = URI.create(url);
        require(
                SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null,
                "url",
                url,
                "ws://, wss://, http:// or https://, and a host");
        encrypted = uri.getScheme().equals("wss") || uri.getScheme().equals("https");
        tls = encrypted ? Tls.context(settings.caFile()) : null;
        connectTimeoutMs = (int) settings.connectTimeout().toMillis();
        names = new HostNames(lookUp, connectTimeoutMs);
    }

    /** Returns where it leads. */
    public URI uri() {
        return uri;
    }

    /** Returns what the Host header says. */
    String hostHeader() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Connects; the handlers follow that of TLS, where there is one. */
    ChannelFuture connect(ChannelHandler... handlers) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .resolver(names)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMs)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (encrypted) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), uri.getHost(), port()));
                        }
                        channel.pipeline().addLast(handlers);
                    }
                })
                .connect(uri.getHost(), port());
    }

    private int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return encrypted ? TLS_PORT : PLAIN_PORT;
    }
}

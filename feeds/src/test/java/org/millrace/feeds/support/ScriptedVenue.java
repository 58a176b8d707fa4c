package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A venue of a test's own on a local port: answers text messages as its script says, and tells what it was asked. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class ScriptedVenue implements AutoCloseable {
    /** In the place of a frame: ends the connection that asked. */
    public static final String CLOSE = "close";

    private static final String PATH = "/"; // as it is called within
    private static final int MAX_BYTES = 16 << 20;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(group.next());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Channel server;
    private volatile HttpResponseStatus refusal;
    private volatile int retryAfterSeconds;

    /**
     * @param path   that the WebSocket's begins with
     * @param script gives the frames that answer a message
     */
    public ScriptedVenue(String path, Function<String, List<String>> script) {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_BYTES),
                                        new UpgradeHandler(path),
                                        new WebSocketServerProtocolHandler(PATH, null, false, MAX_BYTES),
                                        new RestHandler(),
                                        new MessageHandler(script));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Returns the messages that came, in order. */
    public List<String> received() {
        return received;
    }

    /** Refuses every upgrade from now on; 0: without saying for how long. */
    public ScriptedVenue refuse(int status, int retryAfter) {
        retryAfterSeconds = retryAfter;
        refusal = HttpResponseStatus.valueOf(status);
        return this;
    }

    /** Answers a GET with this body; others with 404. */
    public ScriptedVenue answer(String pathAndQuery, String body) {
        answers.put(pathAndQuery, body);
        return this;
    }

    /** Sends a frame on all connections, one of which may just have ended. */
    public void send(String frame) {
        connections.writeAndFlush(new TextWebSocketFrame(frame)).awaitUninterruptibly();
    }

    /** Cuts all connections. */
    public void disconnect() {
        connections.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 2, SECONDS).syncUninterruptibly();
    }

    private final class UpgradeHandler extends ChannelInboundHandlerAdapter {
        private final String path;

        UpgradeHandler(String path) {
            this.path = path;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean isUpgrade = message instanceof FullHttpRequest request
                    && request.headers().contains(HttpHeaderNames.UPGRADE)
                    && request.uri().startsWith(path);
            if (isUpgrade && refusal == null) {
                ((FullHttpRequest) message).setUri(PATH);
            }
            if (!isUpgrade || refusal == null) {
                ctx.fireChannelRead(message);
                return;
            }
            ReferenceCountUtil.release(message);
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal, Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            if (retryAfterSeconds > 0) {
                response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
            }
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private final class MessageHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final Function<String, List<String>> script;

        MessageHandler(Function<String, List<String>> script) {
            this.script = script;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame message) {
            connections.add(ctx.channel());
            received.add(message.text());
            for (String frame : script.apply(message.text())) {
                if (frame.equals(CLOSE)) {
                    ctx.close();
                } else {
                    ctx.writeAndFlush(new TextWebSocketFrame(frame));
                }
            }
        }
    }

    private final class RestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            String body = answers.get(request.uri());
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    body == null ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK,
                    Unpooled.copiedBuffer(body == null ? "" : body, UTF_8));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}

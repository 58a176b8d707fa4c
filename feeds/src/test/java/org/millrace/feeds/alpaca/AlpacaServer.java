package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A venue that greets, checks keys and confirms what is subscribed to, as Alpaca does; in either form. */
@SuppressWarnings("FutureReturnValueIgnored")
final class AlpacaServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> types = new CopyOnWriteArrayList<>();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private volatile Channel client;
    private volatile String refusal = "";

    AlpacaServer() {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(1 << 16),
                                        new WebSocketServerProtocolHandler("/", null, false, 1 << 16, false, true),
                                        new Talk());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    String url() {
        return "ws://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Answers the next authentications by an error; empty: takes them. */
    void refuse(String error) {
        refusal = error;
    }

    void send(String json) {
        Channel to = client;
        boolean isBinary = types.get(types.size() - 1).contains("msgpack");
        to.writeAndFlush(
                isBinary
                        ? new BinaryWebSocketFrame(Unpooled.wrappedBuffer(MsgpackOfJson.bytes(json)))
                        : new TextWebSocketFrame(json));
    }

    void drop() {
        client.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Talk extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete shake) {
                client = ctx.channel();
                types.add(shake.requestUri() + " " + shake.requestHeaders().get("Content-Type"));
                send("[{\"T\":\"success\",\"msg\":\"connected\"}]");
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws JsonProcessingException {
            byte[] bytes = ByteBufUtil.getBytes(frame.content());
            String text = frame instanceof BinaryWebSocketFrame ? MsgpackOfJson.text(bytes) : new String(bytes, UTF_8);
            requests.add(text);
            JsonNode request = JSON.readTree(text);
            switch (request.path("action").asText()) {
                case "auth" ->
                    send(refusal.isEmpty() ? "[{\"T\":\"success\",\"msg\":\"authenticated\"}]" : "[" + refusal + "]");
                case "subscribe" ->
                    send("[" + text.replace("\"action\":\"subscribe\"", "\"T\":\"subscription\",\"lulds\":[]") + "]");
                default -> {
                    // nothing is said of what is given up
                }
            }
        }
    }
}

package org.millrace.feeds.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/** Kraken's v2 on a local port, as it says things. All on one thread; each step is taken when asked for. */
@SuppressWarnings("FutureReturnValueIgnored") // a client that is gone hears nothing
final class KrakenStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, StubMarket> markets = new LinkedHashMap<>();
    private final Map<Channel, Set<String>> clients = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Channel server;

    KrakenStub(List<String> symbols, int depth, long seed) {
        Random random = new Random(seed);
        symbols.forEach(symbol -> markets.put(symbol, new StubMarket(symbol, depth, random)));
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
                                        new WebSocketServerProtocolHandler("/v2"),
                                        new Client());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    String url() {
        return "ws://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Returns what clients have asked for: method, channel and pairs. */
    List<String> requests() {
        return on(() -> List.copyOf(requests));
    }

    String lines(String symbol) {
        return on(() -> markets.get(symbol).lines());
    }

    long lastTradeId(String symbol) {
        return on(() -> markets.get(symbol).lastTradeId());
    }

    /** Changes a book and tells of it, unless the change is to be lost. */
    void change(String symbol, boolean isLost) {
        on(() -> {
            String frame = markets.get(symbol).change();
            if (!isLost) {
                send("book " + symbol, frame);
            }
            return true;
        });
    }

    void trade(String symbol) {
        on(() -> {
            send("trade " + symbol, markets.get(symbol).trade());
            return true;
        });
    }

    /** Tells something to all clients. */
    void say(String frame) {
        on(() -> {
            clients.keySet().forEach(client -> client.writeAndFlush(new TextWebSocketFrame(frame)));
            return true;
        });
    }

    /** Cuts all connections. */
    void cut() {
        on(() -> {
            List.copyOf(clients.keySet()).forEach(Channel::close);
            return true;
        });
    }

    int clients() {
        return on(clients::size);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void send(String subscription, String frame) {
        clients.forEach((client, subscriptions) -> {
            if (subscriptions.contains(subscription)) {
                client.writeAndFlush(new TextWebSocketFrame(frame));
            }
        });
    }

    private <T> T on(Callable<T> action) {
        return server.eventLoop().submit(action).syncUninterruptibly().getNow();
    }

    private final class Client extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                clients.put(ctx.channel(), new HashSet<>());
                say(ctx, "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\"}]}");
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            JsonNode request = read(frame.text());
            JsonNode params = request.path("params");
            String method = request.get("method").asText();
            String channel = params.path("channel").asText();
            if (method.equals("ping")) {
                say(ctx, "{\"method\":\"pong\"}");
                return;
            }
            requests.add((method + " " + channel + " " + params.path("symbol").toString()).trim());
            if (channel.equals("instrument")) {
                say(ctx, "{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":[]}}");
            }
            params.path("symbol").forEach(symbol -> answer(ctx, method, channel, symbol.asText()));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            clients.remove(ctx.channel());
        }

        private void answer(ChannelHandlerContext ctx, String method, String channel, String symbol) {
            StubMarket market = markets.get(symbol);
            Set<String> subscriptions = clients.get(ctx.channel());
            String head = "{\"method\":\"" + method + "\",";
            if (market == null) {
                say(
                        ctx,
                        head + "\"error\":\"Currency pair not supported " + symbol
                                + "\",\"success\":false,\"symbol\":\"" + symbol + "\"}");
                return;
            }
            String what = channel + " " + symbol;
            boolean isNew = method.equals("subscribe") ? subscriptions.add(what) : subscriptions.remove(what);
            say(
                    ctx,
                    head + "\"result\":{\"channel\":\"" + channel + "\",\"depth\":10,\"symbol\":\"" + symbol
                            + "\"},\"success\":" + isNew + "}");
            if (isNew && method.equals("subscribe") && !channel.equals("ticker")) {
                say(ctx, channel.equals("book") ? market.snapshot() : market.tape());
            }
        }

        private void say(ChannelHandlerContext ctx, String text) {
            ctx.writeAndFlush(new TextWebSocketFrame(text));
        }

        private JsonNode read(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

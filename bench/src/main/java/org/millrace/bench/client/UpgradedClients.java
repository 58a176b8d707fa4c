package org.millrace.bench.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.LinkedHashSet;
import java.util.Set;

/** Those who connected to a control and are upgraded to WebSocket, by Netty's own codec; for one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a close
public final class UpgradedClients extends ChannelInitializer<Channel> {
    private static final int MAX_BYTES = 64 * 1024;

    private final Set<Channel> clients = new LinkedHashSet<>();
    private final ChannelHandler counter = new CountHandler();

    /** Returns who is there now; to be called on the event loop. */
    public Set<Channel> all() {
        return clients;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_BYTES),
                        new WebSocketServerProtocolHandler("/", null, false, MAX_BYTES),
                        counter);
    }

    /** Counts a client in, once it is upgraded, and out. */
    @Sharable
    private final class CountHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                clients.add(ctx.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            clients.remove(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}

package org.millrace.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.millrace.gateway.settings.LimitSettings;

/** Counts connections of all event loops and turns away those beyond the limits, before they have said a word. */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class ConnectionLimits extends ChannelInboundHandlerAdapter {
    private final LimitSettings limits;
    private final ClientAddress addresses;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionLimits(LimitSettings limits, ClientAddress addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /** Returns connections that are open now. */
    public int open() {
        return open.get();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        int all = open.incrementAndGet();
        int ofAddress = byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        });
        boolean isAddressFull = ofAddress > limits.connectionsPerAddress() && !addresses.isProxy(address);
        if (all > limits.connections() || isAddressFull) {
            byte[] response = Problem.response(HttpResponseStatus.SERVICE_UNAVAILABLE, "Too many connections.");
            channel.config().setAutoRead(false);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(response)).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ctx.channel().config().isAutoRead()) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }
}

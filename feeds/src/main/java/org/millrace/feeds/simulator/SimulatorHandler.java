package org.millrace.feeds.simulator;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/** Answers the venue's HTTP requests: hands those for streams over to a session, those for data to the REST part. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class SimulatorHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";
    private static final int MAX_CLIENT_FRAME = 64 * 1024;

    private final SimulatedVenue venue;
    private final SimulatorRest rest;
    private final EpochNanoClock clock;
    private final SimulatorCounters counters;

    SimulatorHandler(SimulatedVenue venue, SimulatorRest rest, EpochNanoClock clock, SimulatorCounters counters) {
        this.venue = venue;
        this.rest = rest;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // what came was not HTTP: hang up
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path = uri.path();
        if (path.equals(RAW) || path.startsWith(RAW + "/")) {
            upgrade(ctx, request, false, path.length() <= RAW.length() + 1 ? "" : path.substring(RAW.length() + 1));
        } else if (path.equals(COMBINED)) {
            upgrade(ctx, request, true, first(uri, "streams"));
        } else {
            answer(ctx, rest.answer(uri));
        }
    }

    static String first(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request, boolean combined, String streams) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("", null, false, MAX_CLIENT_FRAME).newHandshaker(request);
        if (handshaker == null || !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            answer(ctx, new DefaultFullHttpResponse(HTTP_1_1, NOT_FOUND, Unpooled.EMPTY_BUFFER));
            return;
        }
        List<String> names = streams.isEmpty() ? List.of() : List.of(streams.split("/", -1));
        handshaker.handshake(ctx.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                counters.onConnection();
                ctx.pipeline().replace(this, "session", new SimulatorSession(venue, clock, counters, combined, names));
            }
        });
    }

    private static void answer(ChannelHandlerContext ctx, FullHttpResponse response) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}

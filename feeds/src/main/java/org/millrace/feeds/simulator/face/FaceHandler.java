package org.millrace.feeds.simulator.face;

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
import java.util.Optional;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;

/** Answers HTTP requests to a face: hands those for streams over to a client's connection, others to its REST part. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class FaceHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_CLIENT_FRAME = 64 * 1024;

    private final Face face;
    private final Set<Client> clients;
    private final EpochNanoClock clock;
    private final SimulatorCounters counters;

    /**
     * Makes the handler of one connection.
     *
     * @param clients to add it to once it is upgraded
     */
    public FaceHandler(Face face, Set<Client> clients, EpochNanoClock clock, SimulatorCounters counters) {
        this.face = face;
        this.clients = clients;
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
        if (face.isStream(uri.path())) {
            upgrade(ctx, uri, request);
        } else {
            answer(ctx, face.answer(uri, request));
        }
    }

    private void upgrade(ChannelHandlerContext ctx, QueryStringDecoder uri, FullHttpRequest request) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("", null, false, MAX_CLIENT_FRAME).newHandshaker(request);
        if (handshaker == null || !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            answer(ctx, new DefaultFullHttpResponse(HTTP_1_1, NOT_FOUND, Unpooled.EMPTY_BUFFER));
            return;
        }
        Optional<FullHttpResponse> refusal = face.refusal(request);
        if (refusal.isPresent()) {
            answer(ctx, refusal.get());
            return;
        }
        Conversation conversation = face.converse(uri, request);
        handshaker.handshake(ctx.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                counters.onConnection();
                ctx.pipeline().replace(this, "client", new Client(conversation, clients, clock, counters));
            }
        });
    }

    private static void answer(ChannelHandlerContext ctx, FullHttpResponse response) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        if (!response.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        }
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}

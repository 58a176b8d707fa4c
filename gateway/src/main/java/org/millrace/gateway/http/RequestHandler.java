package org.millrace.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.trace.Trace;

/** Hands the requests of one connection to their endpoints, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_WAITING = 16;
    private static final String OTHER = "other";

    private final HttpServer.Chain chain;
    private final EpochNanoClock clock;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean answering;

    RequestHandler(HttpServer.Chain chain, EpochNanoClock clock) {
        this.chain = chain;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!answering) {
            answer(ctx, request);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(request.retain());
        } else {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
        answering = true;
        long startNs = clock.nanoTime();
        String path = request.decoderResult().isFailure() ? null : PathCheck.path(request.uri());
        Router.Match match = path == null ? null : chain.router().find(path);
        Map<String, String> arguments = match == null ? Map.of() : match.arguments();
        String method = isKnown(request.method().name()) ? request.method().name() : OTHER;
        String endpoint = match == null ? OTHER : match.path();
        Trace trace = chain.listener().begin(method, endpoint, request, startNs);
        Exchange exchange = new Exchange(ctx, request, arguments, trace, answered -> {
            long nowNs = clock.nanoTime();
            chain.listener().onRequest(method, endpoint, answered.status(), nowNs - startNs);
            end(trace, answered, nowNs);
            answerNext(ctx);
            chain.turns().accept(ctx.channel().eventLoop());
        });
        try {
            if (path == null) {
                exchange.problem(HttpResponseStatus.BAD_REQUEST, "The request is malformed.");
            } else {
                chain.admission().admit(exchange, match, startNs);
            }
        } catch (RuntimeException e) {
            if (exchange.status() != 0) {
                throw e; // it has answered
            }
            exchange.fail(e);
        }
    }

    private void answerNext(ChannelHandlerContext ctx) {
        answering = false;
        FullHttpRequest next = waiting.poll();
        if (next == null) {
            return;
        }
        answering = true;
        ctx.executor().execute(() -> {
            try {
                if (ctx.channel().isActive()) {
                    answer(ctx, next);
                }
            } finally {
                next.release();
            }
        });
    }

    private static void end(Trace trace, Exchange answered, long nowNs) {
        if (trace.isFollowed()) {
            trace.with("http.response.status_code", Integer.toString(answered.status()))
                    .with("millrace.request", answered.id())
                    .end(nowNs, answered.status() >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code());
        }
    }

    private static boolean isKnown(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> true;
            default -> false;
        };
    }
}

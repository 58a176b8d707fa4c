package org.millrace.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.agrona.concurrent.EpochNanoClock;

/** Hands the requests of one connection to their endpoints, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_WAITING = 16;

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
        Exchange exchange = new Exchange(ctx, request, arguments, answered -> {
            String method = request.method().name();
            chain.listener()
                    .onRequest(
                            isKnown(method) ? method : "other",
                            match == null ? "other" : match.path(),
                            answered.status(),
                            clock.nanoTime() - startNs);
            answerNext(ctx);
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

    private static boolean isKnown(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> true;
            default -> false;
        };
    }
}

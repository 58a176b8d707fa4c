package org.millrace.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.access.Authenticator;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Permission;

/** Hands the requests of one connection to their endpoints, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_WAITING = 16;

    private final Router router;
    private final CallerCheck callers;
    private final Authenticator authenticator;
    private final RequestListener listener;
    private final EpochNanoClock clock;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean answering;

    RequestHandler(HttpServer.Chain chain, EpochNanoClock clock) {
        router = chain.router();
        callers = chain.callers();
        authenticator = chain.authenticator();
        listener = chain.listener();
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
        Router.Match match = path == null ? null : router.find(path);
        Map<String, String> arguments = match == null ? Map.of() : match.arguments();
        Exchange exchange = new Exchange(ctx, request, arguments, answered -> {
            String method = request.method().name();
            listener.onRequest(
                    isKnown(method) ? method : "other",
                    match == null ? "other" : match.path(),
                    answered.status(),
                    clock.nanoTime() - startNs);
            answerNext(ctx);
        });
        if (path == null) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "The request is malformed.");
        } else if (match == null) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is nothing here.");
        } else {
            dispatch(exchange, match);
        }
    }

    private void dispatch(Exchange exchange, Router.Match match) {
        Router.Route route = match.route(exchange.request().method());
        if (!callers.isOriginAllowed(exchange.request().headers())) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "This origin is not allowed.");
        } else if (!callers.isHostAllowed(exchange.request().headers())) {
            exchange.problem(HttpResponseStatus.MISDIRECTED_REQUEST, "This server is not known by that name.");
        } else if (route == null) {
            String allowed =
                    match.methods().keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            exchange.problem(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "Methods are " + allowed + '.', Map.of("Allow", allowed));
        } else if (isLetIn(exchange, route.permission())) {
            handle(exchange, route);
        }
    }

    /** Finds out who calls; answers the request where that one may not. */
    private boolean isLetIn(Exchange exchange, Permission permission) {
        String authorization = exchange.request().headers().get(HttpHeaderNames.AUTHORIZATION);
        if (permission == Permission.PUBLIC && authorization == null) {
            return true;
        }
        Login login = authenticator.check(authorization, clock.nanoTime());
        if (!login.isAccepted()) {
            exchange.problem(
                    HttpResponseStatus.UNAUTHORIZED,
                    login.refusal() == Login.Refusal.EXPIRED ? "The token has expired." : "Log in first.",
                    Map.of("WWW-Authenticate", "Bearer"));
            return false;
        }
        exchange.principal(login.principal());
        if (!login.principal().may(permission)) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "Your role does not allow this.");
            return false;
        }
        return true;
    }

    private static void handle(Exchange exchange, Router.Route route) {
        try {
            route.endpoint().handle(exchange);
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

package org.millrace.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Pattern;
import org.agrona.concurrent.EpochNanoClock;

/** Hands the requests of one connection to their endpoints, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MAX_WAITING = 16;
    private static final Pattern ESCAPED =
            Pattern.compile("%(2e|2f|5c|3b|25|[01].|7f)|%(?![0-9a-f]{2})"); // what must not hide in a path

    private final Router router;
    private final CallerCheck callers;
    private final RequestListener listener;
    private final EpochNanoClock clock;
    private final Queue<HttpRequest> waiting = new ArrayDeque<>();
    private boolean answering;

    public RequestHandler(Router router, CallerCheck callers, RequestListener listener, EpochNanoClock clock) {
        this.router = router;
        this.callers = callers;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpContent || !(message instanceof HttpRequest request)) {
            return; // no endpoint takes a body yet
        }
        if (!answering) {
            answer(ctx, request);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(request);
        } else {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request) {
        answering = true;
        long startNs = clock.nanoTime();
        String raw = path(request.uri());
        String path = isPlain(raw) ? QueryStringDecoder.decodeComponent(raw) : null;
        Router.Route route = path == null ? null : router.find(path);
        Exchange[] holder = new Exchange[1];
        Exchange exchange = new Exchange(ctx, request, path == null ? "" : Router.argument(path), () -> {
            String name = route == null ? "other" : route.name();
            String method = request.method().name();
            listener.onRequest(
                    isKnown(method) ? method : "other", name, holder[0].status(), clock.nanoTime() - startNs);
            answerNext(ctx);
        });
        holder[0] = exchange;
        dispatch(exchange, request, path, route);
    }

    private void dispatch(Exchange exchange, HttpRequest request, String path, Router.Route route) {
        if (request.decoderResult().isFailure() || path == null) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "The request is malformed.");
        } else if (route == null) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is nothing here.");
        } else if (!callers.isOriginAllowed(request.headers())) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "This origin is not allowed.");
        } else if (!callers.isHostAllowed(request.headers())) {
            exchange.problem(HttpResponseStatus.MISDIRECTED_REQUEST, "This server is not known by that name.");
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            exchange.problem(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are served.");
        } else {
            handle(exchange, route);
        }
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
        HttpRequest next = waiting.poll();
        if (next != null && ctx.channel().isActive()) {
            ctx.executor().execute(() -> answer(ctx, next));
            answering = true;
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Tells whether a path has nothing in it that two programs might read differently. */
    private static boolean isPlain(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return !lower.contains("..")
                && !lower.contains("//")
                && !lower.contains(";")
                && !lower.contains("\\")
                && !lower.contains("#")
                && !ESCAPED.matcher(lower).find();
    }

    private static boolean isKnown(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> true;
            default -> false;
        };
    }
}

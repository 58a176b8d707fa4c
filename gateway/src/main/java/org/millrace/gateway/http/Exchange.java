package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.millrace.gateway.access.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, and the way to its answer. Used on its connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ChannelHandlerContext context;
    private final HttpRequest request;
    private final byte[] body;
    private final Map<String, String> arguments;
    private final Consumer<Exchange> onAnswered;
    private Principal principal = Principal.NOBODY;
    private int status;

    Exchange(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Map<String, String> arguments,
            Consumer<Exchange> onAnswered) {
        this.context = context;
        this.request = request;
        this.body = ByteBufUtil.getBytes(request.content());
        this.arguments = arguments;
        this.onAnswered = onAnswered;
    }

    public ChannelHandlerContext context() {
        return context;
    }

    public HttpRequest request() {
        return request;
    }

    /** Returns what the request carries; empty where it carries nothing. */
    public byte[] body() {
        return body;
    }

    /** Returns who calls; {@link Principal#NOBODY} where the route is public and nothing was shown. */
    public Principal principal() {
        return principal;
    }

    void principal(Principal caller) {
        principal = caller;
    }

    /** Returns what stands in the path in the place of {@code {name}}. */
    public String argument(String name) {
        return arguments.get(name);
    }

    /** Returns a parameter of the query, or what to take without it. */
    public String parameter(String name, String otherwise) {
        Map<String, List<String>> parameters = new QueryStringDecoder(request.uri()).parameters();
        List<String> values = parameters.get(name);
        return values == null ? otherwise : values.get(0);
    }

    /** Answers with a body of JSON that is not to be kept. */
    public void json(ByteBuf body) {
        respond(HttpResponseStatus.OK, "application/json", "no-store", body);
    }

    /** Answers with problem details. */
    public void problem(HttpResponseStatus problemStatus, String detail) {
        problem(problemStatus, detail, Map.of());
    }

    /** Answers with problem details, and more headers. */
    public void problem(HttpResponseStatus problemStatus, String detail, Map<String, String> more) {
        FullHttpResponse response = response(
                problemStatus,
                Problem.CONTENT_TYPE,
                "no-store",
                Unpooled.wrappedBuffer(Problem.body(problemStatus, detail)));
        more.forEach(response.headers()::set);
        send(response);
    }

    /** Answers that a fault of ours was in the way, and logs it; for an endpoint that has not answered. */
    public void fail(RuntimeException fault) {
        LOG.error("a request could not be answered: {}", fault.getMessage(), fault);
        problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The request could not be answered.");
    }

    /** Answers that the connection speaks another protocol from here on. */
    public void upgrade(FullHttpResponse response) {
        status = response.status().code();
        context.writeAndFlush(response);
        onAnswered.accept(this);
    }

    /** Answers. */
    public void respond(HttpResponseStatus responseStatus, String type, String cacheControl, ByteBuf body) {
        send(response(responseStatus, type, cacheControl, body));
    }

    private static FullHttpResponse response(
            HttpResponseStatus responseStatus, String type, String cacheControl, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, responseStatus, body);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        headers.set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
        return response;
    }

    private void send(FullHttpResponse response) {
        status = response.status().code();
        SecurityHeaders.addTo(response.headers());
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        boolean keepAlive = HttpUtil.isKeepAlive(request) && status < 400;
        response.headers().set(HttpHeaderNames.CONNECTION, keepAlive ? "keep-alive" : "close");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        ChannelFuture written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        onAnswered.accept(this);
    }

    /** Returns the status that was answered; 0 = none yet. */
    int status() {
        return status;
    }
}

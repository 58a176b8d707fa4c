package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, and the way to its answer. Used on its connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final byte[] NOTHING = {};
    private static final int MOST_TO_COMPRESS = 64 * 1024; // half a millisecond of the event loop

    private final ChannelHandlerContext context;
    private final HttpRequest request;
    private final byte[] body;
    private final Map<String, String> arguments;
    private final Trace trace;
    private final Consumer<Exchange> onAnswered;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final String id = RequestIds.next();
    private Principal principal = Principal.NOBODY;
    private InetAddress address;
    private int status;

    Exchange(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Map<String, String> arguments,
            Trace trace,
            Consumer<Exchange> onAnswered) {
        this.context = context;
        this.request = request;
        this.body = request.content().isReadable() ? ByteBufUtil.getBytes(request.content()) : NOTHING;
        this.arguments = arguments;
        this.trace = trace;
        this.onAnswered = onAnswered;
        headers.set("X-Request-Id", id);
    }

    /** Returns a name for this request that no other has. */
    public String id() {
        return id;
    }

    /** Returns what is followed of it. */
    public Trace trace() {
        return trace;
    }

    /** Returns where the request comes from. */
    public InetAddress address() {
        return address;
    }

    void address(InetAddress client) {
        address = client;
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

    /** Adds headers to the answer, in place of those of the same name. */
    public void add(Map<String, String> more) {
        more.forEach(headers::set);
    }

    /** Adds a header to the answer, in place of one of the same name. */
    void add(CharSequence name, CharSequence value) {
        headers.set(name, value);
    }

    Map<String, String> arguments() {
        return arguments;
    }

    /** Returns what stands in the path in the place of {@code {name}}. */
    public String argument(String name) {
        return arguments.get(name);
    }

    /** Returns a parameter of the query, or what to take without it. */
    public String parameter(String name, String otherwise) {
        if (request.uri().indexOf('?') < 0) {
            return otherwise;
        }
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

    /** Answers with problem details that have members of our own: texts and numbers. */
    public void problem(HttpResponseStatus problemStatus, String detail, Map<String, Object> members) {
        respond(
                problemStatus,
                Problem.CONTENT_TYPE,
                "no-store",
                Unpooled.wrappedBuffer(Problem.body(problemStatus, detail, members)));
    }

    /** Answers with problem details after a while. */
    void problemAfter(Duration wait, HttpResponseStatus problemStatus, String detail) {
        if (wait.isZero()) {
            problem(problemStatus, detail);
        } else {
            context.executor().schedule(() -> problem(problemStatus, detail), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Answers that it was done, and there is nothing to say about it. */
    public void noContent() {
        send(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
    }

    /** Answers that a fault of ours was in the way, and logs it; for an endpoint that has not answered. */
    public void fail(RuntimeException fault) {
        LOG.error("a request could not be answered: {}", fault.getMessage(), fault);
        problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The request could not be answered.");
    }

    /** Answers that the connection speaks another protocol from here on. */
    public void upgrade(FullHttpResponse response) {
        status = response.status().code();
        headers.forEach(header -> response.headers().set(header.getKey(), header.getValue()));
        context.writeAndFlush(response);
        onAnswered.accept(this);
    }

    /** Answers; a long answer goes out as it is. */
    public void respond(HttpResponseStatus responseStatus, String type, String cacheControl, ByteBuf answer) {
        FullHttpResponse response = Representation.of(request, responseStatus, type, answer, MOST_TO_COMPRESS);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
        send(response);
    }

    /** Makes an answer of JSON ready to be sent, compressed however long it is; for any thread. */
    public FullHttpResponse prepared(ByteBuf answer) {
        FullHttpResponse response =
                Representation.of(request, HttpResponseStatus.OK, "application/json", answer, Integer.MAX_VALUE);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response;
    }

    /** Answers with what was {@link #prepared}. */
    public void respond(FullHttpResponse response) {
        send(response);
    }

    private void send(FullHttpResponse response) {
        status = response.status().code();
        String vary = response.headers().get(HttpHeaderNames.VARY);
        addCommonHeaders(response);
        if (vary != null && headers.contains(HttpHeaderNames.VARY)) {
            response.headers().add(HttpHeaderNames.VARY, vary);
        }
        if (!hasNoBody(response.status())) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        }
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

    private static boolean hasNoBody(HttpResponseStatus answered) {
        return answered.equals(HttpResponseStatus.NO_CONTENT) || answered.equals(HttpResponseStatus.NOT_MODIFIED);
    }

    /** Begins an answer that is written piece by piece, on a thread that may wait. */
    public StreamedAnswer stream(String type) {
        return new StreamedAnswer(this, type);
    }

    /** Tells whether the client would rather have an answer compressed. */
    public boolean acceptsGzip() {
        return Representation.isWished(request);
    }

    /** Adds what each answer has. */
    void addCommonHeaders(HttpResponse response) {
        SecurityHeaders.addTo(response.headers(), context.pipeline().get(SslHandler.class) != null);
        headers.forEach(header -> response.headers().set(header.getKey(), header.getValue()));
    }

    /** Says that an answer has been written, piece by piece. */
    void streamed() {
        context.executor().execute(() -> {
            status = HttpResponseStatus.OK.code();
            onAnswered.accept(this);
            if (!HttpUtil.isKeepAlive(request)) {
                context.close();
            }
        });
    }

    /** Returns the status that was answered; 0 = none yet. */
    int status() {
        return status;
    }
}

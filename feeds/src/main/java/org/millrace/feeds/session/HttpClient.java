package org.millrace.feeds.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;

/** Asks a venue by REST: one connection a request, answered on the feed's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which is an answer too
public final class HttpClient {
    private static final int NO_ANSWER = 0;
    private static final String USER_AGENT = "millrace";

    private final Endpoint endpoint;
    private final int maxBytes;
    private final long timeoutMs;

    /** Makes a client that has asked nothing yet. */
    public HttpClient(Endpoint endpoint, SessionSettings settings) {
        this.endpoint = endpoint;
        maxBytes = settings.maxFrameBytes();
        timeoutMs = settings.connectTimeout().toMillis();
    }

    /** Takes what came of a request, once. */
    interface Answer {
        /**
         * Takes the answer.
         *
         * @param status            0 = none came
         * @param retryAfterSeconds that the venue asks for; 0 = does not
         */
        void onAnswer(int status, byte[] body, int retryAfterSeconds);
    }

    /** Takes what came of a request, headers and all, once. */
    public interface Reply {
        /**
         * Takes the answer; redirections are answers too, and not followed.
         *
         * @param status 0 = none came; the body says why
         */
        void onReply(int status, HttpHeaders headers, byte[] body);
    }

    /** Sends a GET. */
    void get(String pathAndQuery, Answer answer) {
        get(
                pathAndQuery,
                EmptyHttpHeaders.INSTANCE,
                (status, headers, body) ->
                        answer.onAnswer(status, body, headers.getInt(HttpHeaderNames.RETRY_AFTER, 0)));
    }

    /** Sends a GET with these headers besides its own, or in their place. */
    public void get(String pathAndQuery, HttpHeaders headers, Reply reply) {
        Exchange exchange = new Exchange(pathAndQuery, headers, reply);
        endpoint.connect(
                        new ReadTimeoutHandler(timeoutMs, TimeUnit.MILLISECONDS),
                        new HttpClientCodec(),
                        new HttpObjectAggregator(maxBytes),
                        exchange)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        exchange.fail("no connection", connected.cause());
                    }
                });
    }

    /** One request and its answer. */
    private final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final String pathAndQuery;
        private final HttpHeaders headers;
        private final Reply reply;
        private boolean finished;

        Exchange(String pathAndQuery, HttpHeaders headers, Reply reply) {
            this.pathAndQuery = pathAndQuery;
            this.headers = headers;
            this.reply = reply;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            FullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, pathAndQuery, Unpooled.EMPTY_BUFFER);
            request.headers()
                    .set(HttpHeaderNames.HOST, endpoint.hostHeader())
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                    .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
                    .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
                    .setAll(headers);
            ctx.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            byte[] body = new byte[response.content().readableBytes()];
            response.content().readBytes(body);
            finish(response.status().code(), response.headers(), body);
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish(NO_ANSWER, EmptyHttpHeaders.INSTANCE, "the connection ended".getBytes(UTF_8));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail("no answer", cause); // timed out, refused, or too large
            ctx.close();
        }

        /** Tells why there is no answer. */
        void fail(String what, Throwable cause) {
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            finish(NO_ANSWER, EmptyHttpHeaders.INSTANCE, (what + ": " + why).getBytes(UTF_8));
        }

        void finish(int status, HttpHeaders answered, byte[] body) {
            if (!finished) {
                finished = true;
                reply.onReply(status, answered, body);
            }
        }
    }
}

package org.millrace.feeds.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;

/** Asks a venue by REST: one connection a request, answered on the feed's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which is an answer too
final class HttpClient {
    private static final int NO_ANSWER = 0;
    private static final int NO_WAIT = 0;

    private final Endpoint endpoint;
    private final int maxBytes;
    private final long timeoutMs;

    HttpClient(Endpoint endpoint, SessionSettings settings) {
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

    /** Sends a GET. */
    void get(String pathAndQuery, Answer answer) {
        Exchange exchange = new Exchange(pathAndQuery, answer);
        endpoint.connect(
                        new ReadTimeoutHandler(timeoutMs, TimeUnit.MILLISECONDS),
                        new HttpClientCodec(),
                        new HttpObjectAggregator(maxBytes),
                        exchange)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        exchange.finish(NO_ANSWER, new byte[0], NO_WAIT);
                    }
                });
    }

    /** One request and its answer. */
    private final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final String pathAndQuery;
        private final Answer answer;
        private boolean finished;

        Exchange(String pathAndQuery, Answer answer) {
            this.pathAndQuery = pathAndQuery;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            FullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, pathAndQuery, Unpooled.EMPTY_BUFFER);
            request.headers()
                    .set(HttpHeaderNames.HOST, endpoint.hostHeader())
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                    .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
                    .set(HttpHeaderNames.USER_AGENT, "millrace");
            ctx.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            byte[] body = new byte[response.content().readableBytes()];
            response.content().readBytes(body);
            int wait = response.headers().getInt(HttpHeaderNames.RETRY_AFTER, NO_WAIT);
            finish(response.status().code(), body, wait);
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish(NO_ANSWER, new byte[0], NO_WAIT);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            finish(NO_ANSWER, new byte[0], NO_WAIT); // timed out, refused, or too large
            ctx.close();
        }

        void finish(int status, byte[] body, int retryAfterSeconds) {
            if (!finished) {
                finished = true;
                answer.onAnswer(status, body, retryAfterSeconds);
            }
        }
    }
}

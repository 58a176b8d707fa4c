package org.millrace.feeds.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;

/** One WebSocket to a venue, from the attempt to the end. Lives on the feed's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class Connection implements FrameListener {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final int id;
    private final ConnectionListener listener;
    private final VenueProtocol protocol;
    private final FrameReader reader;
    private Channel channel;
    private boolean isUpgraded;
    private boolean closed;
    private boolean tapped;
    private int refusal; // status in place of the upgrade; 0 = none
    private int retryAfterSeconds;

    Connection(int id, ConnectionListener listener, VenueProtocol protocol, EpochNanoClock clock, int maxFrameBytes) {
        this.id = id;
        this.listener = listener;
        this.protocol = protocol;
        reader = new FrameReader(new FrameParser(this, maxFrameBytes), clock, () -> listener.onRefused(this));
    }

    /** Returns the number of the connection, from 1. */
    public int id() {
        return id;
    }

    /** Sends a text message. */
    public void send(String text) {
        write(new TextWebSocketFrame(text));
    }

    /** Sends a binary message. */
    public void send(byte[] message) {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    @Override
    public boolean onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        return listener.onMessage(this, buffer, offset, length, receiveTimeNs);
    }

    @Override
    public void onPing(DirectBuffer buffer, int offset, int length) {
        byte[] payload = new byte[length];
        buffer.getBytes(offset, payload);
        write(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    @Override
    public void onClose() {
        close(FeedReason.REMOTE_CLOSE, "closed by the venue");
    }

    @Override
    public void onProtocolError(String what) {
        close(FeedReason.PROTOCOL_ERROR, what);
    }

    /** Answers whether the message that waits has been shown to the tap. */
    boolean isTapped() {
        return tapped;
    }

    void tapped(boolean tapped) {
        this.tapped = tapped;
    }

    /** Returns the status by which the venue refused the upgrade; 0 = it did not. */
    int refusal() {
        return refusal;
    }

    /** Returns how long the venue then wants to be left alone; 0 = it did not say. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    VenueProtocol protocol() {
        return protocol;
    }

    /** Connects, and asks for the upgrade. */
    void open(Endpoint endpoint, String path) {
        HandshakeHandler handler = new HandshakeHandler(new Handshaker(endpoint, path));
        ChannelFuture future =
                endpoint.connect(new HttpClientCodec(), new HttpObjectAggregator(MAX_ANSWER_BYTES), handler);
        channel = future.channel();
        future.addListener(connected -> {
            if (!connected.isSuccess()) {
                channel.eventLoop().execute(() -> fail(connected.cause())); // never within open()
            }
        });
    }

    /** Hands over what was refused; false = refused again. */
    boolean resume() {
        return reader.deliver();
    }

    void release() {
        reader.release();
    }

    /** Closes and tells why, unless that has been told. */
    void close(FeedReason reason, String detail) {
        if (closed) {
            return;
        }
        closed = true;
        if (isUpgraded && channel.isActive()) {
            channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                    .addListener(done -> channel.close());
        } else {
            channel.close();
        }
        listener.onClosed(this, reason, detail);
    }

    private void write(WebSocketFrame frame) {
        channel.writeAndFlush(frame);
    }

    private void fail(Throwable cause) {
        FeedReason reason = isUpgraded ? FeedReason.REMOTE_CLOSE : FeedReason.CONNECT_FAILED;
        if (cause instanceof ConnectTimeoutException) {
            reason = FeedReason.TIMEOUT;
        } else if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            reason = FeedReason.TLS_FAILED;
        } else if (cause instanceof WebSocketHandshakeException) {
            reason = FeedReason.PROTOCOL_ERROR;
        }
        close(reason, String.valueOf(cause.getMessage()));
    }

    /** Installs the reader of frames in the place of Netty's own. */
    private final class Handshaker extends WebSocketClientHandshaker13 {
        Handshaker(Endpoint endpoint, String path) {
            super(
                    endpoint.uri().resolve(path),
                    WebSocketVersion.V13,
                    null,
                    false,
                    protocol.headers(),
                    MAX_ANSWER_BYTES);
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return reader;
        }
    }

    /** Carries out the upgrade, and sees the end. */
    private final class HandshakeHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final Handshaker handshaker;

        HandshakeHandler(Handshaker handshaker) {
            this.handshaker = handshaker;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            handshaker.handshake(ctx.channel());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
                close(FeedReason.TLS_FAILED, String.valueOf(done.cause().getMessage()));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                refusal = response.status().code();
                retryAfterSeconds = response.headers().getInt(HttpHeaderNames.RETRY_AFTER, 0);
                close(FeedReason.VENUE_ERROR, "status " + response.status());
                return;
            }
            handshaker.finishHandshake(ctx.channel(), response);
            isUpgraded = true;
            listener.onOpen(Connection.this);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            close(FeedReason.REMOTE_CLOSE, "connection ended");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
        }
    }
}

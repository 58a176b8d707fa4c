package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * An answer that is written piece by piece, by a thread that may wait: each piece waits until the one before it has left.
 * Nothing is sent before the first piece is full, so that what goes wrong until then can still be answered.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails has closed
public final class StreamedAnswer extends OutputStream {
    private static final int PIECE = 64 * 1024;
    private static final long PATIENCE_SECONDS = 30;

    private final Exchange exchange;
    private final String type;
    private final Channel channel;
    private ByteBuf piece = Unpooled.buffer(PIECE);
    private boolean begun;
    private boolean ended;

    StreamedAnswer(Exchange exchange, String type) {
        this.exchange = exchange;
        this.type = type;
        channel = exchange.context().channel();
    }

    /** Tells whether something has been sent, and it is too late for another answer. */
    public boolean isBegun() {
        return begun;
    }

    /** Ends the connection: its client must not take what has come for all there is. */
    public void abort() {
        ended = true;
        channel.close();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        piece.writeBytes(bytes, offset, length);
        if (piece.readableBytes() >= PIECE) {
            send();
        }
    }

    /** Sends the rest. */
    @Override
    public void close() throws IOException {
        if (!ended) {
            send();
            ended = true;
            await(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
            exchange.streamed();
        }
    }

    private void send() throws IOException {
        if (!begun) {
            begun = true;
            await(channel.writeAndFlush(head()));
        }
        ByteBuf full = piece;
        piece = Unpooled.buffer(PIECE);
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            full.release();
        } else {
            await(channel.writeAndFlush(new DefaultHttpContent(full)));
        }
    }

    private HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        exchange.addCommonHeaders(head);
        return head;
    }

    private static void await(ChannelFuture written) throws IOException {
        try {
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !written.isSuccess()) {
                throw new IOException("the client takes no more", written.cause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }
}

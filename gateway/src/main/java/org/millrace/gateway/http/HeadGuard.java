package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.millrace.gateway.settings.LimitSettings;

/**
 * Stands first in the pipeline and lets only whole, well-formed heads through: what parsers disagree about never
 * reaches one. Drops connections whose head does not end in time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class HeadGuard extends ByteToMessageDecoder {
    private static final int LINGER_MS = 1_000;
    private static final int LINGER_BYTES = 256 * 1024;

    private final LimitSettings limits;
    private final HeadCheck check = new HeadCheck();
    private int lineStart;
    private int scanned;
    private int bodyLeft;
    private int dropped;
    private boolean refused;
    private long deadlineNs;
    private long wakeNs;
    private Future<?> wake;

    public HeadGuard(LimitSettings limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        closeAfter(ctx, limits.headTimeout().toNanos());
        ctx.fireChannelActive();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (wake != null) {
            wake.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        handlerRemoved0(ctx);
        super.channelInactive(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (refused) {
            drop(ctx, in);
        } else if (bodyLeft > 0) {
            int length = Math.min(bodyLeft, in.readableBytes());
            bodyLeft -= length;
            out.add(in.readRetainedSlice(length));
        } else {
            scan(ctx, in, out);
        }
    }

    /** Looks at each whole line that has come; offsets count from the head's first byte. */
    private void scan(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        boolean begins = scanned == 0;
        while (true) {
            int feed = in.indexOf(start + scanned, in.writerIndex(), (byte) '\n');
            int lineLength = (feed < 0 ? in.readableBytes() : feed - start) - lineStart;
            HttpResponseStatus tooLong = tooLong(lineLength);
            if (tooLong != null) {
                refuse(ctx, in, tooLong);
                return;
            }
            if (feed < 0) {
                scanned = in.readableBytes();
                if (begins) { // one that comes as a whole is not waited for
                    closeAfter(ctx, limits.headTimeout().toNanos());
                }
                return;
            }
            HttpResponseStatus refusal = line(in, start, lineLength - 1);
            scanned = feed - start + 1;
            lineStart = scanned;
            if (refusal != null) {
                refuse(ctx, in, refusal);
                return;
            }
            if (lineLength == 1) {
                pass(ctx, in, out);
                return;
            }
        }
    }

    private HttpResponseStatus line(ByteBuf in, int start, int length) {
        if (length < 0 || in.getByte(start + lineStart + length) != '\r') {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (length > 0) {
            return check.line(in, start + lineStart, length);
        }
        return check.isStarted() ? check.end() : HttpResponseStatus.BAD_REQUEST;
    }

    private HttpResponseStatus tooLong(int lineLength) {
        if (!check.isStarted()) {
            return lineLength > HeadCheck.MAX_REQUEST_LINE ? HttpResponseStatus.REQUEST_URI_TOO_LONG : null;
        }
        return lineLength > HeadCheck.MAX_HEADER || lineStart + lineLength > HeadCheck.MAX_HEAD
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : null;
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        bodyLeft = check.contentLength();
        out.add(in.readRetainedSlice(scanned));
        check.reset();
        scanned = 0;
        lineStart = 0;
        closeAfter(ctx, limits.idleTimeout().toNanos());
    }

    /** Reads on, so that the answer is not lost to a reset; not for long. */
    private void drop(ChannelHandlerContext ctx, ByteBuf in) {
        dropped += in.readableBytes();
        in.skipBytes(in.readableBytes());
        if (dropped > LINGER_BYTES) {
            ctx.close();
        }
    }

    /** Closes the connection after some time, unless told otherwise before; one task stands for many changes of mind. */
    private void closeAfter(ChannelHandlerContext ctx, long timeoutNs) {
        deadlineNs = ctx.executor().ticker().nanoTime() + timeoutNs;
        if (wake == null || wakeNs - deadlineNs > 0) {
            if (wake != null) {
                wake.cancel(false);
            }
            wakeAtDeadline(ctx, timeoutNs);
        }
    }

    private void wakeAtDeadline(ChannelHandlerContext ctx, long waitNs) {
        wakeNs = deadlineNs;
        wake = ctx.executor().schedule(() -> onWake(ctx), waitNs, TimeUnit.NANOSECONDS);
    }

    private void onWake(ChannelHandlerContext ctx) {
        long leftNs = deadlineNs - ctx.executor().ticker().nanoTime();
        if (leftNs > 0) {
            wakeAtDeadline(ctx, leftNs);
        } else {
            ctx.close();
        }
    }

    /** Answers, says that nothing more comes, and reads on for a moment, so that the answer is not lost to a reset. */
    private void refuse(ChannelHandlerContext ctx, ByteBuf in, HttpResponseStatus status) {
        refused = true;
        in.skipBytes(in.readableBytes());
        byte[] response = Problem.response(status, "The request's head is not acceptable.");
        ctx.writeAndFlush(Unpooled.wrappedBuffer(response)).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess() && ctx.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
        closeAfter(ctx, TimeUnit.MILLISECONDS.toNanos(LINGER_MS));
    }
}

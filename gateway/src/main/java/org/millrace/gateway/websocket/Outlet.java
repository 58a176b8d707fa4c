package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import org.millrace.gateway.http.DirectSocketChannel;
import org.millrace.gateway.tls.ServerTls;

/**
 * The way to a client's socket: past the pipeline, whose handlers have nothing to add to whole frames, but through TLS
 * where there is any. Used on the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Outlet {
    private final Channel channel;
    private final ChannelHandlerContext encrypted;
    private final DirectSocketChannel direct;

    Outlet(Channel channel) {
        this.channel = channel;
        encrypted = channel.pipeline().context(ServerTls.INSIDE);
        direct = encrypted == null && channel instanceof DirectSocketChannel socket ? socket : null;
    }

    /** Writes bytes, which go with the next flush. */
    void write(ByteBuf bytes) {
        if (encrypted == null) {
            channel.unsafe().write(bytes, channel.voidPromise());
        } else {
            encrypted.write(bytes, channel.voidPromise());
        }
    }

    /** Writes to the socket at once what it takes, unless something waits already; returns how many bytes went. */
    int writeNow(ByteBuf bytes) {
        if (direct == null || queuedBytes() > 0 || !channel.isActive()) {
            return 0;
        }
        try {
            return direct.writeNow(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
        } catch (IOException e) {
            channel.close(); // the client has gone
            return bytes.readableBytes();
        }
    }

    void flush() {
        if (encrypted == null) {
            channel.unsafe().flush();
        } else {
            encrypted.flush();
        }
    }

    /** Returns bytes that were written and have not gone. */
    long queuedBytes() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }
}

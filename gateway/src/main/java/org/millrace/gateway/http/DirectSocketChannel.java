package org.millrace.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A channel whose socket can be written to past Netty's queue, which costs an object and two views a write. */
public final class DirectSocketChannel extends NioSocketChannel {
    private DirectSocketChannel(Channel listener, SocketChannel socket) {
        super(listener, socket);
    }

    /**
     * Writes as much as the socket takes at once. Only for the event loop, and only while nothing is queued: what is
     * queued would come behind.
     *
     * @return how many bytes went
     */
    public int writeNow(ByteBuffer bytes) throws IOException {
        return javaChannel().write(bytes);
    }

    /** Listens, and makes such channels of what it accepts. */
    static final class Listener extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            accepted.add(new DirectSocketChannel(this, socket));
            return 1;
        }
    }
}

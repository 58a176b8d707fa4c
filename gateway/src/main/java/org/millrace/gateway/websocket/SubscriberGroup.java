package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** The sessions of one event loop that want the same: each batch is put together once for all of them. */
final class SubscriberGroup {
    private final Subscriptions subscriptions;
    private final Distributor distributor;
    private final List<ClientSession> members = new ArrayList<>();
    private final PacketWriter packet = new PacketWriter();

    SubscriberGroup(Subscriptions subscriptions, Distributor distributor) {
        this.subscriptions = subscriptions;
        this.distributor = distributor;
    }

    void add(ClientSession session) {
        members.add(session);
    }

    void remove(ClientSession session) {
        members.remove(session);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Writes what is wanted of a batch to each member. */
    void deliver(DirectBuffer frames, int length, ByteBufAllocator allocator, long nowNs) {
        packet.begin(allocator, length);
        collect(frames, length, together());
        boolean isEmpty = packet.count() == 0;
        ByteBuf bytes = packet.finish(0, nowNs);
        if (!isEmpty) {
            bytes = distributor.form(bytes, subscriptions.isJson(), nowNs);
            for (int i = members.size() - 1; i >= 0; i--) { // backwards: a member that is too slow leaves meanwhile
                ClientSession session = members.get(i);
                if (session.isApart()) {
                    session.deliverApart(frames, length, nowNs);
                } else {
                    session.deliver(bytes, nowNs);
                }
            }
        }
        bytes.release();
    }

    /** Copies wanted frames, those that lie one behind the other in one piece. */
    private void collect(DirectBuffer frames, int length, int clients) {
        int from = 0;
        int count = 0;
        int offset = 0;
        while (offset < length) {
            int frameLength = FanOutFrame.length(frames, offset);
            if (subscriptions.want(frames, offset)) {
                count++;
                distributor.countSent(frames, offset, clients);
            } else {
                if (count > 0) {
                    packet.append(frames, from, offset - from, count);
                }
                from = offset + frameLength;
                count = 0;
            }
            offset += frameLength;
        }
        if (count > 0) {
            packet.append(frames, from, length - from, count);
        }
    }

    /** Returns how many members will be sent the same bytes. */
    private int together() {
        int count = 0;
        for (int i = 0; i < members.size(); i++) {
            count += members.get(i).isApart() ? 0 : 1;
        }
        return count;
    }
}

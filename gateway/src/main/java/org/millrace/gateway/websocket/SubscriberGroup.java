package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** The sessions of one event loop that want the same: each batch is put together once for all of them. */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the loop
final class SubscriberGroup {
    private final Subscriptions subscriptions;
    private final Distributor distributor;
    private final List<ClientSession> members = new ArrayList<>();
    private final PacketWriter packet = new PacketWriter();
    private final SharedPacket shared;
    private final Conflater conflater;
    private boolean scheduled;

    SubscriberGroup(Subscriptions subscriptions, Distributor distributor) {
        this.subscriptions = subscriptions;
        this.distributor = distributor;
        shared = distributor.shared();
        conflater = subscriptions.areConflated() ? new Conflater(subscriptions) : null;
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

    /** Sends a member that leaves what waits for its time to come, as far as it still wants it. */
    void sendHeldBack(ClientSession session, Subscriptions wanted) {
        if (conflater == null || session.isClosing()) {
            return;
        }
        conflater.waiting().forEachOrderedLong(stream -> {
            int channel = Conflater.channel(stream);
            int instrumentId = Conflater.instrumentId(stream);
            DirectBuffer frame = distributor.latest().frame(channel, instrumentId);
            if (frame != null && wanted.want(frame, 0) && session.isApart()) {
                session.arrears().addMissed(frame, 0);
            } else if (frame != null && wanted.want(frame, 0)) {
                session.streams().sendNewest(channel, instrumentId);
            }
        });
    }

    /** Writes what is wanted of a batch to each member. */
    void deliver(DirectBuffer frames, int length, long nowNs) {
        begin();
        collect(frames, length, nowNs);
        boolean isEmpty = packet.count() == 0;
        finish(conflater != null && conflater.takeDropped() ? PacketWriter.CONFLATED : 0, nowNs);
        for (int i = members.size() - 1; i >= 0; i--) { // backwards: a member that is too slow leaves meanwhile
            ClientSession session = members.get(i);
            if (session.isApart()) {
                session.deliverApart(frames, length, nowNs);
            } else if (!isEmpty) {
                session.deliver(shared, nowNs);
            }
        }
        shared.end();
        if (conflater != null) {
            schedule(nowNs);
        }
    }

    /** Begins a packet: in memory that is used again and again, if it goes out as it is. */
    private void begin() {
        if (subscriptions.form().isPlain()) {
            packet.begin(shared.memory());
        } else {
            packet.begin(ByteBufAllocator.DEFAULT, PacketWriter.MAX_FRAMES);
        }
    }

    private void finish(int flags, long nowNs) {
        boolean isEmpty = packet.count() == 0;
        ByteBuf bytes = packet.finish(flags, nowNs);
        shared.begin(isEmpty ? bytes : distributor.form(bytes, subscriptions.form(), nowNs));
    }

    /** Has what is held back sent when it is due. */
    private void schedule(long nowNs) {
        if (!scheduled && !conflater.isEmpty()) {
            scheduled = true;
            distributor.loop().schedule(this::deliverDue, Math.max(1, conflater.waitNs(nowNs)), TimeUnit.NANOSECONDS);
        }
    }

    private void deliverDue() {
        scheduled = false;
        long nowNs = distributor.nowNs();
        begin();
        for (long stream = conflater.pollDue(nowNs); stream >= 0; stream = conflater.pollDue(nowNs)) {
            DirectBuffer frame = distributor.latest().frame(Conflater.channel(stream), Conflater.instrumentId(stream));
            if (frame != null && subscriptions.want(frame, 0)) {
                append(frame, nowNs);
            }
        }
        sendDue(nowNs);
        schedule(nowNs);
    }

    private void append(DirectBuffer frame, long nowNs) {
        if (packet.length() + FanOutFrame.length(frame, 0) > PacketWriter.MAX_FRAMES) {
            sendDue(nowNs);
            begin();
        }
        packet.append(frame, 0);
        distributor.countSent(frame, 0, together());
        members.stream().filter(ClientSession::isApart).forEach(session -> session.arrears()
                .addMissed(frame, 0));
    }

    /** Sends the newest messages to all whose turn it is; those that are apart are given their own newest later. */
    private void sendDue(long nowNs) {
        boolean isEmpty = packet.count() == 0;
        finish(PacketWriter.CONFLATED, nowNs);
        for (int i = members.size() - 1; i >= 0 && !isEmpty; i--) {
            if (!members.get(i).isApart()) {
                members.get(i).deliver(shared, nowNs);
            }
        }
        shared.end();
    }

    /** Copies wanted frames, those that lie one behind the other in one piece. */
    private void collect(DirectBuffer frames, int length, long nowNs) {
        int clients = together();
        int from = 0;
        int count = 0;
        int offset = 0;
        while (offset < length) {
            int frameLength = FanOutFrame.length(frames, offset);
            if (subscriptions.want(frames, offset) && (conflater == null || !conflater.holds(frames, offset, nowNs))) {
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

package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.http.RateLimit;
import org.millrace.gateway.protocol.CloseCode;
import org.millrace.gateway.protocol.ControlWriter;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.PacketWriter;
import org.millrace.gateway.protocol.Request;
import org.millrace.gateway.settings.SubscriberSettings;

/**
 * One client: what it wants, what it was sent, and how well it keeps up.
 *
 * <pre>
 *   open --hello--&gt; live --backlog full--&gt; held --backlog below a quarter--&gt; live, settles its arrears
 *                     |                      |                                as there is room
 *                     +------ close code ----+--&gt; closing --client's close, or 2 s--&gt; gone
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class ClientSession {
    private static final int CLOSE_TIMEOUT_MS = 2_000;
    private static final int HELD_LIMIT = 10;
    private static final int ROOM_DIVISOR = 8;

    private final String id;
    private final Channel channel;
    private final Outlet outlet;
    private final Distributor distributor;
    private final SubscriberSettings settings;
    private final Backlog backlog;
    private final Arrears arrears = new Arrears();
    private final PacketWriter packet = new PacketWriter();
    private final RateLimit rate;
    private final LoginHandler login;
    private final ControlHandler control;
    private Subscriptions subscriptions;
    private SubscriberGroup group;
    private long heardNs;
    private long heartbeatNs;
    private long heldNs;
    private long wholeSequence;
    private int refusals;
    private boolean held;
    private boolean warned;
    private boolean closing;

    ClientSession(String id, Channel channel, Distributor distributor, Form form, Visitor visitor) {
        this.id = id;
        this.channel = channel;
        outlet = new Outlet(channel);
        this.distributor = distributor;
        settings = distributor.settings();
        backlog = new Backlog(settings);
        heardNs = distributor.nowNs();
        heartbeatNs = heardNs;
        rate = new RateLimit(settings.messagesPerSecond(), settings.messageBurst(), heardNs);
        login = new LoginHandler(this, distributor, visitor);
        control = new ControlHandler(this, distributor);
        subscriptions = new Subscriptions(form);
    }

    /** Speaks first. */
    void open() {
        control.sendHello();
        flush();
    }

    String id() {
        return id;
    }

    /** Returns who the client is. */
    LoginHandler login() {
        return login;
    }

    /** Returns what takes away from the client what it may not see any more. */
    Revocation revocation() {
        return new Revocation(this, control, distributor.latest());
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    void subscribe(Subscriptions wanted) {
        if (group != null) {
            group.sendHeldBack(this, wanted);
        }
        subscriptions = wanted;
        group = distributor.regroup(this, group, wanted);
    }

    boolean isClosing() {
        return closing;
    }

    /** Tells whether nothing more is queued, because too much waits already. */
    boolean isFull() {
        return held || queuedBytes() >= settings.queueBytes();
    }

    /** Tells whether it may not be sent what others are: it is held, or still owed something. */
    boolean isApart() {
        return held || !arrears.isEmpty();
    }

    /** Returns what it is owed. */
    Arrears arrears() {
        return arrears;
    }

    /** Returns bytes that wait for the client. */
    long queuedBytes() {
        return outlet.queuedBytes();
    }

    /** Writes a packet that others are sent too. */
    void deliver(SharedPacket shared, long nowNs) {
        if (closing) {
            return;
        }
        ByteBuf bytes = shared.bytes();
        int length = bytes.readableBytes();
        int written = outlet.writeNow(bytes);
        if (written < length) {
            write(shared.rest(written));
            flush();
        }
        distributor.sent().addPacket();
        judge(nowNs);
    }

    /** Writes what may be sent of some frames while other streams are in arrears, and notes the rest. */
    void deliverApart(DirectBuffer frames, int length, long nowNs) {
        if (closing) {
            return;
        }
        packet.begin(channel.alloc(), length);
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            if (subscriptions.want(frames, offset)) {
                boolean isConflated = subscriptions.conflateNs(FanOutFrame.channel(frames, offset)) > 0;
                if (held || isConflated || arrears.holds(frames, offset)) {
                    arrears.addMissed(frames, offset);
                } else {
                    packet.append(frames, offset);
                    distributor.countSent(frames, offset, 1);
                }
            }
        }
        boolean isEmpty = packet.count() == 0;
        ByteBuf bytes = packet.finish(0, nowNs);
        if (isEmpty) {
            bytes.release();
            return;
        }
        write(distributor.form(bytes, subscriptions.form(), nowNs));
        flush();
        distributor.sent().addPacket();
        judge(nowNs);
    }

    /** Tells whether more of the past may be written. */
    boolean hasRoomForPast() {
        return !closing && hasRoom();
    }

    /** Writes a packet of the past; takes it over. */
    void sendPast(ByteBuf packetOfPast) {
        write(distributor.form(packetOfPast, subscriptions.form(), distributor.nowNs()));
        distributor.sent().addPacket();
    }

    /** Writes bytes of this session's own; they go with the next flush. */
    void write(ByteBuf bytes) {
        backlog.onWritten(bytes.readableBytes());
        outlet.write(bytes);
    }

    void send(String op, ControlWriter.Members members) {
        write(ControlWriter.message(channel.alloc(), op, members));
    }

    /** Returns what tells the client of its streams. */
    StreamMessages streams() {
        return control.streams();
    }

    /** Tells what became of a stream, if it is wanted. */
    void tell(StreamWatch.Word word) {
        if (!closing && !held) {
            streams().onWord(word);
            flush();
        }
    }

    /** Tells that the connection will be closed. */
    void notice(long seconds) {
        if (!closing) {
            control.sendNotice(seconds);
            flush();
        }
    }

    void flush() {
        outlet.flush();
    }

    void onHeard() {
        heardNs = distributor.nowNs();
    }

    void onPing(ByteBuf payload) {
        if (channel.isWritable()) { // who does not read its pongs gets no more of them
            write(ControlWriter.pong(channel.alloc(), payload));
        }
    }

    void onMessage(String text) {
        if (!login.isLoggedIn() && text.length() > LoginHandler.MAX_LENGTH) {
            close(CloseCode.TOO_BIG, "log in first");
            return;
        }
        try {
            Request request = Request.parse(text);
            boolean isAwaited = request.op().equals("step") && control.past().awaitsStep();
            if (isAwaited || rate.allows(distributor.nowNs())) {
                control.onRequest(request);
            } else {
                onTooMany();
            }
        } catch (IOException e) {
            close(CloseCode.PROTOCOL_FAULT, "malformed JSON");
        }
    }

    void onClose(int code) {
        if (!closing) {
            closing = true;
            write(ControlWriter.close(channel.alloc(), Math.max(code, 0), ""));
        }
        channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }

    void onWritabilityChanged() {
        if ((isApart() || !control.past().isEmpty()) && !closing && channel.isWritable()) {
            channel.eventLoop().execute(() -> judge(distributor.nowNs())); // not amid the flush that made room
        }
    }

    void onDisconnected() {
        closing = true;
        control.past().stop();
        if (held) {
            held = false;
            distributor.sent().addHeld(-1);
        }
        distributor.remove(this, group);
    }

    /** Does what is due by now. */
    void onTick(long nowNs) {
        if (closing) {
            return;
        }
        if (nowNs - heardNs > 2 * settings.heartbeat().toNanos() + TimeUnit.SECONDS.toNanos(1)) {
            close(CloseCode.HEARTBEAT_LOST, "nothing heard");
            return;
        }
        login.onTick(nowNs);
        judge(nowNs);
        if (!held && !closing && nowNs - heartbeatNs >= settings.heartbeat().toNanos()) {
            heartbeatNs = nowNs;
            control.sendHeartbeat();
            flush();
        }
    }

    /** Says why, and waits a little for the client to say good-bye. */
    void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        control.past().stop();
        distributor.regroup(this, group, subscriptions.none());
        group = null;
        write(ControlWriter.close(channel.alloc(), code, reason));
        flush();
        long timeoutMs = Math.max(CLOSE_TIMEOUT_MS, settings.lag().toMillis());
        channel.eventLoop().schedule(() -> channel.close(), timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Does something after a while, if the client is still there. */
    void after(Duration wait, Runnable action) {
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (!closing) {
                                action.run();
                            }
                        },
                        wait.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Sends what is owed, as long as the client takes it. */
    void settle() {
        if (arrears.isEmpty() || held || closing) {
            return;
        }
        while (!arrears.isEmpty() && hasRoom()) {
            control.onArrear(arrears.poll());
        }
        if (arrears.isEmpty()) {
            control.sendHeartbeat(); // its cursor says that nothing is owed any more
        }
        flush();
    }

    private boolean hasRoom() {
        int room = settings.queueBytes() / ROOM_DIVISOR;
        if (queuedBytes() >= room) {
            flush();
        }
        return queuedBytes() < room;
    }

    private void judge(long nowNs) {
        if (closing) {
            return;
        }
        backlog.update(queuedBytes(), nowNs);
        if (held) {
            release(nowNs);
        } else if (!control.past().isEmpty() && subscriptions.isEmpty()) {
            warned = false; // the past waits for its reader
        } else if (backlog.isFull()) {
            hold(nowNs);
        } else if (backlog.isWarning() != warned) {
            warned = !warned;
            if (warned) {
                control.sendSlow(backlog);
            }
        }
        settle();
        if (!control.past().isEmpty()) {
            control.past().flow();
        }
    }

    private void hold(long nowNs) {
        if (subscriptions.areVital()) {
            closeSlow();
            return;
        }
        if (!isApart()) {
            wholeSequence = distributor.wholeSequence();
        }
        held = true;
        heldNs = nowNs;
        distributor.sent().addHeld(1);
    }

    private void release(long nowNs) {
        if (!backlog.isWarning()) {
            held = false;
            warned = false;
            distributor.sent().addHeld(-1);
        } else if (nowNs - heldNs > HELD_LIMIT * settings.lag().toNanos()) {
            closeSlow();
        }
    }

    private void closeSlow() {
        distributor.sent().addSlowClose();
        close(CloseCode.SLOW_READER, isApart() ? distributor.cursor(wholeSequence) : distributor.cursor());
    }

    private void onTooMany() {
        distributor.sent().addRateRefusal();
        if (++refusals > settings.messageBurst()) {
            close(CloseCode.RATE, "too many messages");
        } else {
            control.sendError("", ErrorCode.RATE, "too many messages");
        }
    }
}

package org.millrace.feeds.simulator.face;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.session.RateBudget;

/** One client's connection: pings, limits, and what goes wrong on the way to it. The rest is its conversation. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class Client extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final long PONG_LIMIT_NS = SECONDS.toNanos(60);
    private static final byte[] NOTHING = {};

    private final Conversation conversation;
    private final Set<Client> clients;
    private final EpochNanoClock clock;
    private final SimulatorCounters counters;
    private final RateBudget messages;
    private final Int2ObjectHashMap<byte[]> held = new Int2ObjectHashMap<>(); // by stream: what comes late
    private final UnsafeBuffer copy = new UnsafeBuffer(0, 0);
    private ChannelHandlerContext context;
    private OutgoingFrames out;
    private int kind = OutgoingFrames.TEXT;
    private long pingNs;
    private String awaitedPong = "";
    private boolean isOver;

    Client(Conversation conversation, Set<Client> clients, EpochNanoClock clock, SimulatorCounters counters) {
        this.conversation = conversation;
        this.clients = clients;
        this.clock = clock;
        this.counters = counters;
        messages = new RateBudget(conversation.messagesPerSecond(), SECONDS.toNanos(1));
        pingNs = clock.nanoTime();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        out = new OutgoingFrames(ctx, counters);
        clients.add(this);
        conversation.onOpen(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // a broken pipe or bytes that are no frames: the venue hangs up
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            flush();
            ctx.writeAndFlush(frame.retain()).addListener(done -> ctx.close());
            return;
        }
        if (!messages.tryTake(1, clock.nanoTime())) {
            breach();
        } else if (frame instanceof TextWebSocketFrame text) {
            conversation.onText(text.text());
        } else if (frame instanceof BinaryWebSocketFrame) {
            conversation.onBinary(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PingWebSocketFrame) {
            flush();
            ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof PongWebSocketFrame) {
            onPong(frame.content().toString(UTF_8));
        }
    }

    /** Says from now on that messages are binary, which makes a difference to the client. */
    public void speakBinary() {
        kind = OutgoingFrames.BINARY;
    }

    /**
     * Sends a payload with something before and behind it, as far as nothing goes wrong with it; it leaves with the next
     * {@link #flush()}.
     */
    public void send(byte[] head, Payload payload, byte[] tail) {
        int length = payload.length();
        switch (payload.fate()) {
            case SENT -> {
                write(head, payload.buffer(), payload.offset(), length, tail);
                release(payload.stream());
            }
            case LOST -> {}
            case TWICE -> {
                write(head, payload.buffer(), payload.offset(), length, tail);
                write(head, payload.buffer(), payload.offset(), length, tail);
            }
            case LATE -> held.put(payload.stream(), whole(head, payload, tail));
            case SPOILT -> {
                byte[] spoilt = payload.spoilt(payload.buffer(), payload.offset(), length);
                copy.wrap(spoilt);
                write(head, copy, 0, spoilt.length, tail);
                write(head, payload.buffer(), payload.offset(), length, tail);
            }
        }
    }

    /** Sends a payload as it is. */
    public void send(Payload payload) {
        send(NOTHING, payload, NOTHING);
    }

    /** Sends a frame of which a payload was made a part; what was to go wrong with that goes wrong with the whole. */
    public void send(Payload payload, DirectBuffer frame, int length) {
        DirectBuffer buffer = payload.buffer();
        int offset = payload.offset();
        int part = payload.length();
        send(payload.wrap(payload.stream(), frame, 0, length, payload.fate()));
        payload.wrap(payload.stream(), buffer, offset, part, payload.fate());
    }

    /** Says something to this client only, at once, as text whatever else it speaks. */
    public void say(String text) {
        say(OutgoingFrames.TEXT, text.getBytes(UTF_8));
    }

    /** Says something to this client only, at once. */
    public void say(byte[] frame) {
        say(kind, frame);
    }

    /** Says something to this client only, at once. */
    public void say(DirectBuffer buffer, int offset, int length) {
        write(NOTHING, buffer, offset, length, NOTHING);
        flush();
    }

    /** Sends what waits to be sent. */
    public void flush() {
        out.write();
        context.flush();
    }

    /** Ends the connection without a word. */
    public void cut() {
        end();
        context.close();
    }

    /** Ends the connection because the client broke a rule. */
    public void breach() {
        counters.onViolation();
        flush();
        end();
        context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION))
                .addListener(done -> context.close());
    }

    /** Pings, if it is time, and hangs up on whoever left the last ping unanswered. */
    public void onBeat(long nowNs, long pingIntervalNs) {
        if (!awaitedPong.isEmpty() && nowNs - pingNs >= PONG_LIMIT_NS) {
            counters.onViolation();
            cut();
            return;
        }
        if (nowNs - pingNs >= pingIntervalNs && awaitedPong.isEmpty()) {
            pingNs = nowNs;
            awaitedPong = Long.toString(nowNs / MILLISECONDS.toNanos(1));
            flush();
            context.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer(awaitedPong, UTF_8)));
        }
        conversation.onBeat(nowNs);
    }

    /** Says that the server is about to end. */
    public void announceEnd(long nowNs) {
        conversation.announceEnd(nowNs);
    }

    private void say(int frameKind, byte[] frame) {
        if (!isOver) {
            out.add(frameKind, frame);
            flush();
        }
    }

    private void write(byte[] head, DirectBuffer buffer, int offset, int length, byte[] tail) {
        if (isOver) {
            return;
        }
        if (!context.channel().isWritable()) {
            counters.onSlowClient();
            cut();
            return;
        }
        out.add(kind, head, buffer, offset, length, tail);
    }

    private void release(int stream) {
        if (!held.isEmpty()) {
            byte[] late = held.remove(stream);
            if (late != null) {
                copy.wrap(late);
                write(NOTHING, copy, 0, late.length, NOTHING);
            }
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            out.discard();
            clients.remove(this);
            conversation.onClose();
        }
    }

    private void onPong(String payload) {
        if (payload.equals(awaitedPong)) {
            awaitedPong = "";
            counters.onPong();
        }
    }

    private static byte[] whole(byte[] head, Payload payload, byte[] tail) {
        byte[] whole = new byte[head.length + payload.length() + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        payload.buffer().getBytes(payload.offset(), whole, head.length, payload.length());
        System.arraycopy(tail, 0, whole, head.length + payload.length(), tail.length);
        return whole;
    }
}

package org.millrace.feeds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.session.RateBudget;

/** One subscriber's connection to the simulator, with the venue's limits. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class SimulatorSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int MAX_MESSAGES_PER_SECOND = 5;
    private static final int MAX_STREAMS = 1024;
    private static final long PONG_LIMIT_NS = SECONDS.toNanos(60);

    private final SimulatedVenue venue;
    private final EpochNanoClock clock;
    private final SimulatorCounters counters;
    private final Set<String> names = new LinkedHashSet<>();
    private final RateBudget messages = new RateBudget(MAX_MESSAGES_PER_SECOND, SECONDS.toNanos(1));
    private boolean combined;
    private ChannelHandlerContext context;
    private long pingNs;
    private String awaitedPong = "";

    SimulatorSession(
            SimulatedVenue venue,
            EpochNanoClock clock,
            SimulatorCounters counters,
            boolean combined,
            List<String> streams) {
        this.venue = venue;
        this.clock = clock;
        this.counters = counters;
        this.combined = combined;
        names.addAll(streams);
        pingNs = clock.nanoTime();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        venue.open(this);
        names.forEach(name -> venue.subscribe(this, name));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        venue.close(this);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // a broken pipe or bytes that are no frames: the venue hangs up
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            ctx.writeAndFlush(frame.retain()).addListener(done -> ctx.close());
            return;
        }
        if (!messages.tryTake(1, clock.nanoTime())) {
            counters.onViolation();
            closeWith(WebSocketCloseStatus.POLICY_VIOLATION);
        } else if (frame instanceof TextWebSocketFrame text) {
            answer(text.text());
        } else if (frame instanceof PingWebSocketFrame) {
            ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof PongWebSocketFrame) {
            onPong(frame.content().toString(UTF_8));
        }
    }

    /** Sends a payload, framed as the subscriber asked; it leaves with the next {@link #flush()}. */
    void send(byte[] combinedPrefix, DirectBuffer buffer, int offset, int length) {
        if (!context.channel().isWritable()) {
            counters.onSlowClient();
            cut();
            return;
        }
        ByteBuf frame = context.alloc().buffer(combinedPrefix.length + length + 1);
        if (combined) {
            frame.writeBytes(combinedPrefix);
        }
        for (int i = 0; i < length; i++) {
            frame.writeByte(buffer.getByte(offset + i));
        }
        if (combined) {
            frame.writeByte('}');
        }
        context.write(new TextWebSocketFrame(frame), context.voidPromise());
    }

    void flush() {
        context.flush();
    }

    /** Pings, if it is time, and hangs up on whoever left the last ping unanswered. */
    void keepAlive(long nowNs, long intervalNs) {
        if (!awaitedPong.isEmpty() && nowNs - pingNs >= PONG_LIMIT_NS) {
            counters.onViolation();
            cut();
        } else if (nowNs - pingNs >= intervalNs && awaitedPong.isEmpty()) {
            pingNs = nowNs;
            awaitedPong = Long.toString(nowNs / MILLISECONDS.toNanos(1));
            context.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer(awaitedPong, UTF_8)));
        }
    }

    void announceShutdown(long nowNs) {
        String payload = "{\"e\":\"serverShutdown\",\"E\":" + nowNs / MILLISECONDS.toNanos(1) + "}";
        reply(combined ? "{\"stream\":\"!serverShutdown\",\"data\":" + payload + "}" : payload);
    }

    /** Ends the connection without a word. */
    void cut() {
        venue.close(this);
        context.close();
    }

    private void closeWith(WebSocketCloseStatus status) {
        venue.close(this);
        context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(done -> context.close());
    }

    private void onPong(String payload) {
        if (payload.equals(awaitedPong)) {
            awaitedPong = "";
            counters.onPong();
        }
    }

    private void answer(String text) {
        SimulatorRequest request = SimulatorRequest.parse(text);
        switch (request.method()) {
            case "SUBSCRIBE" -> subscribe(request);
            case "UNSUBSCRIBE" -> {
                request.params().forEach(name -> venue.unsubscribe(this, name));
                names.removeAll(request.params());
                reply("{\"result\":null,\"id\":" + request.id() + "}");
            }
            case "LIST_SUBSCRIPTIONS" -> reply("{\"result\":[" + quoted() + "],\"id\":" + request.id() + "}");
            case "SET_PROPERTY" -> {
                combined = request.params().contains("true");
                reply("{\"result\":null,\"id\":" + request.id() + "}");
            }
            default -> reply(request.error());
        }
    }

    private void subscribe(SimulatorRequest request) {
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.addAll(request.params());
        if (wanted.size() > MAX_STREAMS) {
            counters.onViolation();
            reply("{\"code\":2,\"msg\":\"Invalid request: too many subscriptions\",\"id\":" + request.id() + "}");
            return;
        }
        names.addAll(request.params());
        request.params().forEach(name -> venue.subscribe(this, name));
        counters.onSubscribe(request.params().size());
        reply("{\"result\":null,\"id\":" + request.id() + "}");
    }

    private String quoted() {
        return names.isEmpty() ? "" : "\"" + String.join("\",\"", names) + "\"";
    }

    private void reply(String text) {
        context.writeAndFlush(new TextWebSocketFrame(text));
    }
}

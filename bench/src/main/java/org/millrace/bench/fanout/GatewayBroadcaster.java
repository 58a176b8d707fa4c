package org.millrace.bench.fanout;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.client.Service;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.gateway.http.Admission;
import org.millrace.gateway.http.CallerCheck;
import org.millrace.gateway.http.HttpServer;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.replay.Replays;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.tls.ServerTls;
import org.millrace.gateway.trace.Tracer;
import org.millrace.gateway.websocket.Distributor;
import org.millrace.gateway.websocket.Entrance;
import org.millrace.gateway.websocket.SentCounters;
import org.millrace.gateway.websocket.Upgrade;

/** The gateway's own way: each trade goes into the fan-out ring, and from there to whoever subscribed. */
final class GatewayBroadcaster implements Broadcaster, EventServer {
    private static final LimitSettings LIMITS =
            new LimitSettings(2_000, 2_000, 5, 2, 200, 100, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));
    /** As shipped, but that clients need not say that they are there. */
    private static final SubscriberSettings SILENT =
            SubscriberSettings.DEFAULTS.edit().heartbeat(Duration.ofMinutes(1)).build();

    private static final SubscriberSettings PATIENT = SubscriberSettings.DEFAULTS
            .edit()
            .queueBytes(64 * 1024 * 1024)
            .lag(Duration.ofMinutes(1))
            .heartbeat(Duration.ofMinutes(1))
            .socketBytes(0)
            .build();

    private final EpochNanoClock clock = new OffsetEpochNanoClock();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FanOutBuffer buffer = new FanOutBuffer(GatewaySettings.DEFAULTS.fanOutCapacity());
    private final StreamNumbers numbers = new StreamNumbers();
    private final UnsafeBuffer trade = SampleTrade.message();
    private final Distributor distributor;
    private final HttpServer server;
    private long sequence;

    GatewayBroadcaster() {
        this(PATIENT);
    }

    /** Makes one that treats slow clients as the program does. */
    static GatewayBroadcaster strict() {
        return new GatewayBroadcaster(SILENT);
    }

    private GatewayBroadcaster(SubscriberSettings subscribers) {
        distributor = new Distributor(
                loop(),
                buffer,
                CatchUp.NONE,
                new Distributor.Shared(subscribers, clock, "", new Replays(() -> CatchUp.NONE, clock), Tracer.NONE),
                FrameConsumer.NONE);
        loop().submit(distributor::start).syncUninterruptibly();
        server = new HttpServer(
                GatewaySettings.DEFAULTS.onFreePorts().listen(),
                loops,
                new HttpServer.Chain(
                        LIMITS,
                        ServerTls.NONE,
                        Admission.ofAnybody(new CallerCheck(List.of(), List.of())),
                        new Router().get("/ws/v1", Permission.PUBLIC, new Upgrade(loop -> distributor, Entrance.OPEN)),
                        (method, endpoint, status, durationNs) -> {},
                        loop -> {}),
                clock);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public EventLoop loop() {
        return (EventLoop) loops.iterator().next();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public Service service() {
        return Service.MILLRACE;
    }

    @Override
    public void send(int messages) {
        for (int i = 0; i < messages; i++) {
            SampleTrade.number(trade, ++sequence);
            buffer.write(numbers, trade, 0, trade.capacity());
        }
        buffer.publish();
    }

    @Override
    public void publish(int instrumentId, long dueNs) {
        SampleTrade.stamp(trade, ++sequence, instrumentId, dueNs);
        buffer.write(numbers, trade, 0, trade.capacity());
        buffer.publish();
    }

    /** Returns the newest event that was published. */
    long newest() {
        return sequence;
    }

    /** Returns what was sent; for any thread. */
    SentCounters sent() {
        return distributor.sent();
    }

    @Override
    public void close() {
        server.close();
        loop().submit(distributor::stop).syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

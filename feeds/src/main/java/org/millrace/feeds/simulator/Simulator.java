package org.millrace.feeds.simulator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.agrona.concurrent.EpochNanoClock;

/** Serves simulated markets over WebSocket and REST, as Binance would. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public final class Simulator implements AutoCloseable {
    private static final long PACE_MS = 5;
    private static final long GRID_NS = MILLISECONDS.toNanos(100);
    private static final int STEPS_PER_CYCLE = 20_000;
    private static final int MAX_REQUEST = 64 * 1024;
    private static final WriteBufferWaterMark UNREAD_LIMIT = new WriteBufferWaterMark(8 << 20, 16 << 20);

    private final SimulatorSettings settings;
    private final EpochNanoClock clock;
    private final SslContext tls;
    private final SimulatorCounters counters = new SimulatorCounters();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final long startNs;
    private final SimulatedVenue venue;
    private final SimulatorRest rest;
    private long marketNs;
    private Channel listener;

    /** Makes a venue that speaks without encryption. */
    public Simulator(SimulatorSettings settings, EpochNanoClock clock) {
        this(settings, clock, null);
    }

    /**
     * Makes a venue.
     *
     * @param clock sets the pace; the markets open at its time now, cut to the tenth of a second on which diffs come
     * @param tls   to encrypt with; null = not
     */
    public Simulator(SimulatorSettings settings, EpochNanoClock clock, SslContext tls) {
        this.settings = settings;
        this.clock = clock;
        this.tls = tls;
        startNs = clock.nanoTime() / GRID_NS * GRID_NS;
        marketNs = startNs;
        venue = new SimulatedVenue(settings, startNs);
        rest = new SimulatorRest(settings, venue, clock, counters);
    }

    /** Begins to listen, and to trade. */
    public Simulator start() {
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_LIMIT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Simulator.this.initChannel(channel);
                    }
                })
                .bind(settings.host(), settings.port())
                .syncUninterruptibly()
                .channel();
        loop.scheduleAtFixedRate(this::onBeat, PACE_MS, PACE_MS, MILLISECONDS);
        return this;
    }

    /** Returns the port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public SimulatorCounters counters() {
        return counters;
    }

    /** Lets the markets' time pass, whatever the clock says, and returns when every frame of it is on its way. */
    public void advance(Duration duration) {
        loop.submit(() -> {
                    marketNs += duration.toNanos();
                    while (venue.run(marketNs, STEPS_PER_CYCLE)) {
                        // until that time is reached
                    }
                })
                .syncUninterruptibly();
    }

    /**
     * Does something wrong, now or with the next frame that it concerns.
     *
     * @param symbol of the instrument, upper case; ignored where the misbehaviour concerns all
     */
    public void misbehave(Misbehaviour kind, String symbol) {
        loop.submit(() -> venue.misbehave(kind, symbol)).syncUninterruptibly();
    }

    /** Returns an instrument's book as it is now. */
    public SimulatedBook book(String symbol) {
        return loop.submit(() -> venue.book(venue.indexOf(symbol)))
                .syncUninterruptibly()
                .getNow();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    private void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(new SimulatorHandler(venue, rest, clock, counters));
    }

    private void onBeat() {
        long nowNs = clock.nanoTime();
        if (settings.speed() > 0.0) {
            marketNs = startNs + (long) ((nowNs - startNs) * settings.speed());
            venue.run(marketNs, STEPS_PER_CYCLE);
        }
        for (SimulatorSession session : venue.sessions()) {
            session.keepAlive(nowNs, settings.pingInterval().toNanos());
        }
    }
}

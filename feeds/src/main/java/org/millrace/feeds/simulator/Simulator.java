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
import java.time.Duration;
import java.util.concurrent.Callable;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.simulator.face.FaceHandler;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.face.SimulatorCounters;
import org.millrace.feeds.simulator.market.SimulatedBook;

/** Serves simulated markets over WebSocket and REST, as venues would: each protocol on a port of its own. Thread-safe. */
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
    private final SimulatedVenues venues;
    private long marketNs;

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
        venues = new SimulatedVenues(settings, startNs, clock, counters);
    }

    /** Begins to listen, and to trade. */
    public Simulator start() {
        open(SimulatedProtocol.BINANCE, settings.port());
        loop.scheduleAtFixedRate(this::onBeat, PACE_MS, PACE_MS, MILLISECONDS);
        return this;
    }

    /** Returns the port that it speaks Binance's protocol on. */
    public int port() {
        return port(SimulatedProtocol.BINANCE);
    }

    /** Returns the port that it speaks a protocol on; until it is asked for, nobody listens there. */
    public synchronized int port(SimulatedProtocol protocol) {
        if (!onLoop(() -> venues.isOpen(protocol))) {
            open(protocol, 0);
        }
        return onLoop(() -> venues.face(protocol).port());
    }

    public SimulatorCounters counters() {
        return counters;
    }

    /** Lets the markets' time pass, whatever the clock says, and returns when every frame of it is on its way. */
    public void advance(Duration duration) {
        loop.submit(() -> {
                    marketNs += duration.toNanos();
                    while (venues.run(marketNs, STEPS_PER_CYCLE)) {
                        // until that time is reached
                    }
                })
                .syncUninterruptibly();
    }

    /**
     * Does something wrong, now or with the next frame that it concerns, in the words of every protocol.
     *
     * @param symbol of the instrument, upper case; ignored where the misbehaviour concerns all
     */
    public void misbehave(Misbehaviour kind, String symbol) {
        loop.submit(() -> venues.misbehave(kind, symbol)).syncUninterruptibly();
    }

    /** Does something wrong in one protocol only; what happens in the market itself is seen in all. */
    public void misbehave(SimulatedProtocol protocol, Misbehaviour kind, String symbol) {
        loop.submit(() -> venues.misbehave(protocol, kind, symbol)).syncUninterruptibly();
    }

    /** Cuts, of the connections of a protocol, the one that was made last. */
    public void cutNewest(SimulatedProtocol protocol) {
        loop.submit(() -> venues.face(protocol).cutNewest()).syncUninterruptibly();
    }

    /** Returns an instrument's book as it is now. */
    public SimulatedBook book(String symbol) {
        return onLoop(() -> venues.book(symbol));
    }

    /** Returns the id of an instrument's last trade. */
    public long lastTradeId(String symbol) {
        return onLoop(() -> venues.lastTradeId(symbol));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    private <T> T onLoop(Callable<T> question) {
        return loop.submit(question).syncUninterruptibly().getNow();
    }

    private void open(SimulatedProtocol protocol, int port) {
        OpenFace face = onLoop(() -> venues.face(protocol));
        face.listener(new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_LIMIT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Simulator.this.initChannel(channel, face);
                    }
                })
                .bind(settings.host(), port)
                .syncUninterruptibly()
                .channel());
    }

    private void initChannel(Channel channel, OpenFace face) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(new FaceHandler(face.face(), face.clients(), clock, counters));
    }

    private void onBeat() {
        long nowNs = clock.nanoTime();
        if (settings.speed() > 0.0) {
            marketNs = startNs + (long) ((nowNs - startNs) * settings.speed());
            venues.run(marketNs, STEPS_PER_CYCLE);
        }
        venues.onBeat(nowNs);
    }
}

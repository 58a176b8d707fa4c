package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.VenueDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one lane of a feed connected: connects, subscribes, watches, replaces and reconnects, and publishes each step.
 *
 * <pre>
 *             wait over, circuit lets          upgraded            confirmed, first data
 *   WAITING ------------------------> CONNECTING ------> SUBSCRIBING ------------------> LIVE
 *      ^                                  |                  |                            |
 *      +---- DISCONNECTED, back-off ------+------------------+----------------------------+
 * </pre>
 *
 * A connection that is to be replaced stays LIVE until its successor has data; the successor's frames are held back
 * while both run, so that together they are without a hole. Lives on the feed's event loop.
 */
public final class VenueSession implements ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(VenueSession.class);
    private static final long BACK_PRESSURE_STATUS_NS = SECONDS.toNanos(1);

    /** What all that serves one feed shares. */
    public record Shared(
            Deliveries deliveries,
            SessionCounters counters,
            FrameTap tap,
            EpochNanoClock clock,
            RandomGenerator random,
            VenueBudget budget,
            IntSupplier connectionIds) {}

    /**
     * Where a feed's sessions connect to, and through what.
     *
     * @param path of the streams
     */
    record Target(Venue venue, Endpoint endpoint, String path, Circuit circuit) {}

    private final SessionSettings settings;
    private final Target target;
    private final Lane lane;
    private final VenueDecoder decoder;
    private final Shared shared;
    private final StatusPublisher statuses;
    private final LaneSymbols symbols;
    private final Backoff backoff;
    private ConnectionLife current;
    private ConnectionLife successor;
    private boolean hasAttempted;
    private boolean knocks;
    private long nextAttemptNs;
    private long lastBackPressureNs;
    private boolean stopped;

    /** Makes a session that is not connected yet, and has no symbols. */
    VenueSession(SessionSettings settings, Target target, Lane lane, StatusPublisher statuses, Shared shared) {
        this.settings = settings;
        this.target = target;
        this.lane = lane;
        this.statuses = statuses;
        this.shared = shared;
        decoder = lane.decoder();
        symbols = new LaneSymbols(target.venue(), lane, shared);
        backoff = new Backoff(settings.backoff(), shared.random());
        nextAttemptNs = shared.clock().nanoTime();
        lastBackPressureNs = nextAttemptNs - BACK_PRESSURE_STATUS_NS;
    }

    Lane lane() {
        return lane;
    }

    LaneSymbols symbols() {
        return symbols;
    }

    /** Returns what is said on the connections that there are. */
    List<VenueProtocol> protocols() {
        List<VenueProtocol> protocols = new ArrayList<>(2);
        if (current != null) {
            protocols.add(current.connection().protocol());
        }
        if (successor != null) {
            protocols.add(successor.connection().protocol());
        }
        return protocols;
    }

    /** Does what is due; called every few milliseconds. */
    public void onBeat(long nowNs) {
        if (stopped) {
            return;
        }
        if (current == null && nowNs - nextAttemptNs >= 0) {
            current = connect(nowNs, hasAttempted ? FeedReason.NONE : FeedReason.STARTED);
            if (current != null) {
                hasAttempted = true;
                decoder.onConnection(current.connection().id(), nowNs);
            }
        }
        if (current != null) {
            watch(current, nowNs);
        }
        if (successor != null) {
            watch(successor, nowNs);
        }
        if (current != null && current.isLive()) {
            keep(nowNs);
        }
        symbols.onBeat(protocols(), nowNs);
    }

    /** Has it connect even without symbols, or not: some are about to come. */
    void knocks(boolean really) {
        knocks = really;
    }

    /** Answers whether data comes. */
    public boolean isLive() {
        return current != null && current.isLive();
    }

    /** Disconnects for good. */
    public void stop() {
        stopped = true;
        if (successor != null) {
            successor.connection().close(FeedReason.SHUTDOWN, "stopped");
        }
        if (current != null) {
            current.connection().close(FeedReason.SHUTDOWN, "stopped");
        }
    }

    @Override
    public void onOpen(Connection connection) {
        long nowNs = shared.clock().nanoTime();
        shared.counters().increment(SessionCounter.CONNECTIONS);
        lifeOf(connection).onOpen(nowNs);
        publish(connection, FeedState.SYNCING, FeedReason.CONNECTED);
        connection.protocol().onBeat(connection, nowNs);
    }

    @Override
    public boolean onMessage(Connection connection, DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        if (!shared.deliveries().isOpen()) {
            return false;
        }
        boolean isData = !connection.protocol().onFrame(buffer, offset, length, receiveTimeNs);
        if (!isData && !connection.protocol().isWhole()) {
            return shared.tap().onFrame(buffer, offset, length, receiveTimeNs);
        }
        ConnectionLife life = lifeOf(connection);
        if (life != null && life == successor) {
            return !life.hold(receiveTimeNs);
        }
        if (isData && life != null && !onData(life, receiveTimeNs)) {
            return false;
        }
        if (!connection.isTapped() && !shared.tap().onFrame(buffer, offset, length, receiveTimeNs)) {
            return false;
        }
        boolean taken = decoder.onFrame(buffer, offset, length, receiveTimeNs);
        connection.tapped(!taken);
        if (taken) {
            shared.counters().increment(SessionCounter.FRAMES);
            shared.counters().add(SessionCounter.BYTES, length);
        }
        return taken;
    }

    @Override
    public void onRefused(Connection connection) {
        if (lifeOf(connection) == successor && successor != null && successor.isHeld()) {
            return; // resumed when it takes over
        }
        shared.counters().increment(SessionCounter.BACK_PRESSURE);
        shared.deliveries().defer(connection::resume);
        long nowNs = shared.clock().nanoTime();
        if (nowNs - lastBackPressureNs >= BACK_PRESSURE_STATUS_NS) {
            lastBackPressureNs = nowNs;
            publish(connection, FeedState.LIVE, FeedReason.BACK_PRESSURE);
        }
    }

    @Override
    public void onClosed(Connection connection, FeedReason reason, String detail) {
        ConnectionLife life = lifeOf(connection);
        long nowNs = shared.clock().nanoTime();
        shared.counters().onEnd(reason);
        shared.budget().onRefusal(connection.refusal(), connection.retryAfterSeconds(), nowNs);
        if (life != null && life == current) {
            current = null;
            fail(connection, reason, detail, nowNs);
            return;
        }
        publish(connection, FeedState.DISCONNECTED, reason); // nothing depends on it
        if (life != null) {
            successor = null;
            nextAttemptNs = nowNs + backoff.nextNs();
        }
    }

    /** Notes that a connection delivers; once all is confirmed that makes it LIVE, if the ring has room to say so. */
    private boolean onData(ConnectionLife life, long nowNs) {
        life.onData(nowNs);
        if (life.isLive() || !life.connection().protocol().isSubscribed()) {
            return true;
        }
        if (!statuses.tryPublish(life.connection().id(), FeedState.LIVE, FeedReason.SUBSCRIBED, nowNs)) {
            return false;
        }
        life.onLive(nowNs);
        target.circuit().onSuccess(life.connection().id());
        return true;
    }

    private ConnectionLife connect(long nowNs, FeedReason reason) {
        List<String> wanted = symbols.forConnection(nowNs);
        if ((wanted.isEmpty() && !knocks)
                || !shared.budget().hasAttempt(nowNs)
                || !target.circuit().tryAcquire()) {
            return null;
        }
        shared.budget().takeAttempt(nowNs);
        shared.counters().increment(SessionCounter.ATTEMPTS);
        int id = shared.connectionIds().getAsInt();
        Connection connection =
                new Connection(id, this, lane.protocol(wanted), shared.clock(), settings.maxFrameBytes());
        publish(connection, FeedState.CONNECTING, reason);
        ConnectionLife life = new ConnectionLife(connection, nowNs);
        connection.open(target.endpoint(), target.path());
        return life;
    }

    /** Gives a connection up that is too slow, silent, or refused by the venue. */
    private void watch(ConnectionLife life, long nowNs) {
        Connection connection = life.connection();
        VenueProtocol protocol = connection.protocol();
        if (life.isOpen()) {
            protocol.onBeat(connection, nowNs);
        }
        if (protocol.failure() != FeedReason.NONE) {
            connection.close(protocol.failure(), "refused by the venue");
        } else if (life == current && protocol.isSubscribed() && !protocol.expectsData(nowNs)) {
            rest(life, nowNs);
        } else if (life.isLate(nowNs, settings)) {
            connection.close(FeedReason.TIMEOUT, "no data in time");
        } else if (life.isSilent(nowNs, settings) && shared.deliveries().isOpen()) {
            publish(connection, FeedState.STALE, FeedReason.SILENT);
            connection.close(FeedReason.SILENT, "no data for " + settings.silenceLimit());
        }
    }

    /** Takes silence for data while nothing else is to be expected. */
    private void rest(ConnectionLife life, long nowNs) {
        if (shared.deliveries().isOpen()) {
            var unused = onData(life, nowNs); // where the ring is full, the next beat will do
        }
    }

    /** Looks after a connection that delivers: forgets failures, and replaces it in time. */
    private void keep(long nowNs) {
        if (current.hasDelivered(nowNs, settings.backoff().resetAfter().toNanos())) {
            backoff.reset();
            target.circuit().onSuccess(current.connection().id());
        }
        if (successor == null && current.isDue(nowNs, settings) && nowNs - nextAttemptNs >= 0) {
            successor = connect(nowNs, FeedReason.PLANNED_RECONNECT);
        } else if (successor != null
                && successor.isHeldFor(nowNs, settings.handover().toNanos())) {
            handOver();
        }
    }

    private void handOver() {
        shared.counters().increment(SessionCounter.PLANNED_RECONNECTS);
        ConnectionLife old = current;
        publish(successor.connection(), FeedState.LIVE, FeedReason.PLANNED_RECONNECT);
        takeOver();
        old.connection().close(FeedReason.PLANNED_RECONNECT, "replaced");
    }

    private void takeOver() {
        current = successor;
        successor = null;
        decoder.onConnection(current.connection().id(), shared.clock().nanoTime());
        if (current.isHeld()) {
            shared.deliveries().deliver(current.connection()::resume);
        }
    }

    private void fail(Connection connection, FeedReason reason, String detail, long nowNs) {
        symbols.hear(connection.protocol(), nowNs);
        publish(connection, FeedState.DISCONNECTED, reason);
        lane.onDisconnect();
        shared.deliveries().deliver(() -> decoder.onDisconnect(nowNs));
        if (stopped) {
            return;
        }
        LOG.info("{} connection {} ended: {} ({})", target.venue(), connection.id(), reason, detail);
        target.circuit().onFailure(connection.id(), reason);
        nextAttemptNs = nowNs + backoff.nextNs();
        if (successor != null) {
            takeOver();
        }
    }

    private ConnectionLife lifeOf(Connection connection) {
        if (current != null && current.connection() == connection) {
            return current;
        }
        return successor != null && successor.connection() == connection ? successor : null;
    }

    private void publish(Connection connection, FeedState state, FeedReason reason) {
        int id = connection.id();
        long nowNs = shared.clock().nanoTime();
        shared.deliveries().deliver(() -> statuses.tryPublish(id, state, reason, nowNs));
    }
}

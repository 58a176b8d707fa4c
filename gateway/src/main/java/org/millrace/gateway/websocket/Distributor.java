package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FanOutReader;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.fanout.RecentFrames;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.gateway.latest.ChannelNames;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.protocol.CloseCode;
import org.millrace.gateway.protocol.JsonPackets;
import org.millrace.gateway.protocol.PacketDeflater;
import org.millrace.gateway.protocol.PacketText;
import org.millrace.gateway.replay.Moment;
import org.millrace.gateway.replay.Replays;
import org.millrace.gateway.replay.Span;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.trace.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's way from the fan-out ring to its sessions: drains what is waiting, keeps the newest values, writes
 * each batch once for each group of sessions. Used on its event loop only, but for its counters.
 */
public final class Distributor implements FrameConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Distributor.class);
    private static final int BATCHES_PER_TURN = 64;
    private static final int TICK_MS = 100;
    private static final long LONG_BATCH_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_REST_NS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final int RECALLED_EVENTS = 500_000;
    private static final long OLDEST_NS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoop loop;
    private final SubscriberSettings settings;
    private final EpochNanoClock clock;
    private final PacketText text;
    private final String schemaHash;
    private final LatestValues latest = new LatestValues();
    private final FanOutReader reader;
    private final RecentFrames recent;
    private final Replays replays;
    private final ControlTraces traces;
    private final Runnable drain = this::drain;
    private final Map<Subscriptions, SubscriberGroup> groups = new HashMap<>();
    private final List<SubscriberGroup> inOrder = new ArrayList<>();
    private final Set<ClientSession> sessions = new LinkedHashSet<>();
    private final SharedPacket shared = new SharedPacket();
    private final PacketDeflater deflater = new PacketDeflater();
    private final StreamWatch watch = new StreamWatch();
    private final SentCounters sent = new SentCounters();
    private final FrameConsumer observer;
    private Future<?> ticks;
    private long oldest;
    private long oldestNs;
    private int sessionNumber;
    private boolean recalled;
    private boolean draining;
    private boolean stopped;
    private boolean resting;
    private long tookNs; // the newest batch

    /**
     * What all distributors of a gateway share.
     *
     * @param schemaHash of the schema that is served
     * @param replays    runs what is read of the past
     * @param tracer     follows what clients ask for
     */
    public record Shared(
            SubscriberSettings settings, EpochNanoClock clock, String schemaHash, Replays replays, Tracer tracer) {}

    /**
     * Makes one that does not read yet.
     *
     * @param observer is shown all that is published from now on
     */
    public Distributor(EventLoop loop, FanOutBuffer buffer, CatchUp catchUp, Shared shared, FrameConsumer observer) {
        this.loop = loop;
        this.observer = observer;
        settings = shared.settings();
        clock = shared.clock();
        schemaHash = shared.schemaHash();
        text = new JsonPackets(latest.listing(), latest.channels());
        replays = shared.replays();
        traces = new ControlTraces(shared.tracer(), clock);
        reader = new FanOutReader(buffer, catchUp, this, this::wake);
        recent = new RecentFrames(buffer, reader);
    }

    /** Recalls the newest values, and begins to read; on the event loop. */
    public void start() {
        reader.recall(RECALLED_EVENTS);
        recalled = true;
        reader.readPublished();
        loop.execute(drain);
        ticks = loop.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Tells all sessions that they will be closed, and lets nobody subscribe any more. */
    public void drain(long seconds) {
        draining = true;
        List.copyOf(sessions).forEach(session -> session.notice(seconds));
    }

    /** Tells all sessions to come back later, and stops reading. */
    public void stop() {
        int code = draining ? CloseCode.DRAINING : CloseCode.GOING_AWAY;
        List.copyOf(sessions).forEach(session -> session.close(code, "shutting down"));
        ticks.cancel(false);
        stopped = true;
        reader.close();
        shared.close();
    }

    /** Returns the newest values; for the event loop. */
    public LatestValues latest() {
        return latest;
    }

    /** Returns what was sent; for any thread. */
    public SentCounters sent() {
        return sent;
    }

    /** Returns bytes that wait in the ring; for any thread. */
    public long lag() {
        return reader.lag();
    }

    /** Returns the position in JournalOut of the newest message read. */
    public long sequence() {
        return reader.sequence();
    }

    /** Returns the oldest sequence that is still kept, as of some seconds ago. */
    long oldest() {
        long nowNs = clock.nanoTime();
        if (oldest == 0 || nowNs - oldestNs > OLDEST_NS) {
            oldestNs = nowNs;
            oldest = reader.oldest();
        }
        return oldest == 0 ? reader.sequence() : oldest;
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            latest.onFrame(frames, offset);
            watch.onFrame(frames, offset);
        }
        if (recalled) {
            observer.onFrames(frames, length);
        }
        if (inOrder.isEmpty()) {
            watch.words().clear();
            return;
        }
        long nowNs = clock.nanoTime();
        for (int i = inOrder.size() - 1; i >= 0; i--) { // backwards: a group whose last member leaves is removed
            inOrder.get(i).deliver(frames, length, nowNs);
        }
        if (!watch.words().isEmpty()) {
            tell();
        }
    }

    @Override
    public void onLoss() {
        latest.forget();
        List.copyOf(sessions).forEach(session -> session.close(CloseCode.INTERNAL, "messages were lost"));
    }

    ClientSession open(Channel channel, Form form, Visitor visitor) {
        String id = Long.toString(clock.nanoTime(), 36) + '-' + ++sessionNumber;
        ClientSession session = new ClientSession(id, channel, this, form, visitor);
        sessions.add(session);
        sent.sessions(sessions.size());
        return session;
    }

    void remove(ClientSession session, SubscriberGroup group) {
        leave(session, group);
        sessions.remove(session);
        sent.sessions(sessions.size());
    }

    /** Moves a session to the group of those that want the same; returns it, null where nothing is wanted. */
    SubscriberGroup regroup(ClientSession session, SubscriberGroup from, Subscriptions wanted) {
        leave(session, from);
        if (wanted.isEmpty()) {
            return null;
        }
        SubscriberGroup group = groups.get(wanted);
        if (group == null) {
            group = new SubscriberGroup(wanted, this);
            groups.put(wanted, group);
            inOrder.add(group);
        }
        group.add(session);
        return group;
    }

    SubscriberSettings settings() {
        return settings;
    }

    StreamNumbers numbers() {
        return reader.numbers();
    }

    /** Counts the message of a frame that is sent to some clients. */
    void countSent(DirectBuffer frames, int offset, int clients) {
        sent.addMessage(EventPrefix.instrumentId(frames, FanOutFrame.messageOffset(offset)), clients);
    }

    /** Returns a finished packet in the form that a client speaks; takes the packet over. */
    ByteBuf form(ByteBuf packet, Form form, long nowNs) {
        ByteBuf formed = packet;
        if (form.json()) {
            formed = text.of(ByteBufAllocator.DEFAULT, packet, nowNs);
            packet.release();
        }
        return form.compressed() ? deflater.deflate(ByteBufAllocator.DEFAULT, formed) : formed;
    }

    EventLoop loop() {
        return loop;
    }

    SharedPacket shared() {
        return shared;
    }

    RecentFrames recent() {
        return recent;
    }

    ControlTraces traces() {
        return traces;
    }

    Replays replays() {
        return replays;
    }

    /** Tells whether what was sent once can be had again. */
    boolean hasJournal() {
        oldest();
        return oldest != 0;
    }

    boolean isDraining() {
        return draining;
    }

    /** Returns a span of the past, and how to number it as of now; all that is published has been read. */
    Span span(Moment from, Moment to) {
        reader.readPublished();
        StreamNumbers copy = new StreamNumbers();
        copy.copyFrom(reader.numbers());
        return new Span(from, to, reader.sequence(), copy);
    }

    ChannelNames channels() {
        return latest.channels();
    }

    String schemaHash() {
        return schemaHash;
    }

    long nowNs() {
        return clock.nanoTime();
    }

    /** Returns where a client may go on: {@code epoch:sequence}. */
    String cursor() {
        return cursor(wholeSequence());
    }

    /** Returns the cursor of an event. */
    String cursor(long sequence) {
        return latest.epoch() + ":" + sequence;
    }

    /** Returns the newest event of which all has been handed on. */
    long wholeSequence() {
        return reader.isHalf() ? reader.sequence() - 1 : reader.sequence();
    }

    /** Tells subscribers what became of their streams, behind the events that show it. */
    private void tell() {
        List<StreamWatch.Word> words = List.copyOf(watch.words());
        watch.words().clear();
        for (ClientSession session : List.copyOf(sessions)) {
            words.forEach(session::tell);
        }
    }

    private void leave(ClientSession session, SubscriberGroup group) {
        if (group != null) {
            group.remove(session);
            if (group.isEmpty()) {
                groups.values().remove(group);
                inOrder.remove(group);
            }
        }
    }

    /** Reads what was published before now, so that a snapshot lacks nothing that its client may know of. */
    void readPublished() {
        reader.readPublished();
    }

    /** Runs on the line's thread. */
    private void wake() {
        try {
            loop.execute(drain);
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop has ended", e);
        }
    }

    /** Hands on what waits in the ring, if that takes little: for an event loop that has other work as well. */
    public void takeTurn() {
        if (!resting && !stopped && tookNs < LONG_BATCH_NS && reader.lag() > 0) {
            read();
        }
    }

    private void drain() {
        resting = false;
        for (int i = 0; i < BATCHES_PER_TURN && !stopped; i++) {
            if (read() == 0 && reader.waitForMore()) {
                return;
            }
            if (tookNs >= LONG_BATCH_NS && !reader.isBehind() && reader.lag() < FanOutReader.BATCH_LENGTH) {
                rest();
                return;
            }
        }
        if (!stopped) {
            loop.execute(drain); // others have their turn
        }
    }

    private int read() {
        long beginNs = clock.nanoTime();
        try {
            return reader.read();
        } catch (RuntimeException e) {
            LOG.error("a batch could not be handed on: {}", e.getMessage(), e);
            onLoss();
            return 1;
        } finally {
            tookNs = clock.nanoTime() - beginNs;
        }
    }

    /**
     * Waits a little behind a batch that took long to bring to many clients: what comes meanwhile goes together, for half of
     * the system calls, and processors are left to those who read.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the loop
    private void rest() {
        resting = true;
        loop.schedule(drain, Math.min(tookNs, MOST_REST_NS), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long nowNs = clock.nanoTime();
        long queued = 0;
        for (ClientSession session : List.copyOf(sessions)) {
            session.onTick(nowNs);
            queued = Math.max(queued, session.queuedBytes());
        }
        sent.queuedBytes(queued);
    }
}

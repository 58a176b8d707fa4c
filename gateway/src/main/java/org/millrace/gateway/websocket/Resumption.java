package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.fanout.RecentFrames;
import org.millrace.gateway.fanout.StreamFilter;
import org.millrace.gateway.protocol.PacketWriter;
import org.millrace.gateway.replay.Counts;
import org.millrace.gateway.replay.Moment;
import org.millrace.gateway.replay.Replay;
import org.millrace.gateway.replay.Span;

/**
 * Brings a client from an event it has seen to where the others are, without a seam.
 *
 * <pre>
 *   journal --all read--&gt; memory --at the event loop's own place--&gt; live
 *      ^                    |
 *      +----overwritten-----+      not kept any more: a gap, a snapshot, live
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the loop
final class Resumption extends Playback implements FrameConsumer {
    private static final int READS_A_TURN = 16;

    private final Distributor distributor;
    private final Past past;
    private final ControlHandler control;
    private final long[] counts = new long[Channels.LIMIT];
    private final PacketWriter packet = new PacketWriter();
    private volatile Subscriptions wanted;
    private long sequence;
    private long seen;
    private boolean half;
    private long position = RecentFrames.LOST;
    private boolean open;
    private boolean scheduled;

    /**
     * @param sequence of the newest event that the client has seen
     */
    Resumption(ClientSession session, Past past, Distributor distributor, Subscriptions wanted, long sequence) {
        super(session, distributor.loop());
        this.distributor = distributor;
        this.past = past;
        control = past.control();
        this.wanted = wanted;
        this.sequence = sequence;
    }

    Subscriptions wanted() {
        return wanted;
    }

    void want(Subscriptions less) {
        wanted = less;
    }

    /** Begins in memory, or in the journal. */
    void begin() {
        wanted.channels().forEach(channel -> control.streams().sendState(channel, "replayBegin", -1));
        remember();
    }

    /** Goes on in memory, if that is where it is. */
    void recall() {
        for (int i = 0; i < READS_A_TURN && position != RecentFrames.LOST && session.hasRoomForPast(); i++) {
            long next = distributor.recent().read(position, this);
            if (next == RecentFrames.LOST) {
                position = next;
                flushPacket();
                leaveMemory();
            } else if (next == position) {
                flushPacket();
                rest();
                return;
            } else {
                position = next;
            }
        }
        if (position != RecentFrames.LOST && session.hasRoomForPast()) {
            later(0);
        }
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            seen = EventPrefix.sequence(frames, message);
            half = Channels.secondOf(FanOutFrame.channel(frames, offset), frames, message) != Channels.NONE;
            if (seen > sequence && wanted.want(frames, offset)) {
                take(frames, offset);
            }
        }
    }

    @Override
    public void onLoss() {} // the ring tells of it by position

    @Override
    public void onBegin() {} // the client knows already

    @Override
    public void onStep(String id, long stepSequence, long timeNs) {} // takes none

    @Override
    public void onStepTimeout() {} // takes none

    @Override
    public void onEnd(long lastSequence, Counts sent) {
        say(() -> {
            wanted.channels().forEach(channel -> counts[channel] += sent.of(channel));
            sequence = lastSequence;
            endSource();
            remember();
        });
    }

    @Override
    public void onRetention(long oldest) {
        say(this::giveUp);
    }

    @Override
    public void onUnreadable() {
        say(this::giveUp);
    }

    @Override
    void stop() {
        super.stop();
        position = RecentFrames.LOST;
        if (open) {
            open = false;
            packet.finish(0, 0).release();
        }
    }

    private void remember() {
        position = distributor.recent().positionBefore(sequence);
        if (position == RecentFrames.LOST) {
            readJournal();
        } else {
            recall();
        }
    }

    private void readJournal() {
        Span span = distributor.span(Moment.at(sequence + 1), Moment.at(Long.MAX_VALUE));
        StreamFilter filter = (channel, event, offset) -> wanted.wants(channel, event, offset);
        Replay replay = new Replay(distributor.replays().journal(), span, 0, 0, new Replay.Target(filter, this));
        source(replay);
        distributor.replays().play(replay);
    }

    /** Goes on in the journal; not amid an event of which one of two channels was sent. */
    private void leaveMemory() {
        sequence = Math.max(sequence, seen);
        if (half) {
            giveUp();
        } else {
            readJournal();
        }
    }

    /** Comes to where the event loop's reader is: goes live, unless the client has seen more than that. */
    private void rest() {
        if (!distributor.recent().isReached(position, sequence)) {
            later(1);
            return;
        }
        position = RecentFrames.LOST; // whoever was to look again later finds nothing to do
        past.remove(this);
        session.subscribe(session.subscriptions().plus(wanted));
        wanted.channels().forEach(channel -> {
            control.streams().sendState(channel, "caughtUp", counts[channel]);
            control.streams().sendState(channel, "live", -1);
        });
        control.sendHeartbeat();
        session.flush();
    }

    private void giveUp() {
        past.remove(this);
        past.beginAnew(wanted);
    }

    private void later(int delayMs) {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(
                    () -> {
                        scheduled = false;
                        recall();
                    },
                    delayMs,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void take(DirectBuffer frames, int offset) {
        if (open && packet.length() + FanOutFrame.length(frames, offset) > PacketWriter.MAX_FRAMES) {
            flushPacket();
        }
        if (!open) {
            open = true;
            packet.begin(ByteBufAllocator.DEFAULT, PacketWriter.MAX_FRAMES);
        }
        packet.append(frames, offset);
        counts[FanOutFrame.channel(frames, offset)]++;
    }

    private void flushPacket() {
        if (open) {
            open = false;
            session.sendPast(packet.finish(PacketWriter.REPLAY, distributor.nowNs()));
        }
    }
}

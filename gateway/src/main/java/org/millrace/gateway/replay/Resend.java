package org.millrace.gateway.replay;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.StreamFilter;

/**
 * Sends some messages of one stream again. Where in the journal the first of them is, nobody knows: ever larger pieces
 * are looked through backwards from an event at which the stream's number is known, then all is read forwards.
 */
public final class Resend extends Telling {
    private static final int FIRST_PIECE = 16 * 1024;
    private static final int LARGEST_PIECE = 1024 * 1024;
    private static final int BATCHES_A_TURN = 32;

    private final Wanted wanted;
    private final StreamFilter filter;
    private final Counts counts = new Counts();
    private final EventConsumer counter = this::count;
    private final EventConsumer stager = this::stage;
    private final ExpandableArrayBuffer staged = new ExpandableArrayBuffer();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
    private long pieceFirst;
    private long pieceLast;
    private int pieceLength = FIRST_PIECE;
    private int counted;
    private int number;
    private long sequence;
    private int length;
    private int at;
    private boolean begun;
    private boolean found;
    private boolean ended;

    /**
     * What is to be sent again.
     *
     * @param first  streamSequence of the first message
     * @param last   of the last, not before the first
     * @param anchor an event behind
     * @param number of the stream at the anchor, at least {@code last}
     */
    public record Wanted(int channel, int instrumentId, int first, int last, long anchor, int number) {}

    /** Begins to look for them; of those in between only what the target's filter wants is sent. */
    public Resend(CatchUp journal, Wanted wanted, Replay.Target target) {
        super(journal, target.listener());
        this.wanted = wanted;
        filter = target.filter();
        pieceLast = wanted.anchor();
        number = wanted.number();
    }

    @Override
    int poll(long nowNs) {
        if (ended) {
            return 0;
        }
        if (!begun) {
            begin();
        } else if (!found) {
            search();
        } else {
            return send(nowNs);
        }
        return 1;
    }

    /** Goes to the beginning of the next piece. */
    private void begin() {
        long oldest = journal.oldest();
        pieceFirst = Math.max(oldest, pieceLast - pieceLength + 1);
        counted = 0;
        sequence = pieceFirst - 1;
        if (oldest == 0 || pieceLast < oldest || !journal.seek(pieceFirst)) {
            ended = true;
            listener.onRetention(oldest);
        }
        begun = true;
    }

    private void search() {
        int read = journal.poll(counter, BATCHES_A_TURN);
        if (sequence < pieceLast) {
            if (read <= 0) {
                fail();
            }
            return;
        }
        number -= counted;
        if (number < wanted.first()) {
            found = true;
            sequence = pieceFirst - 1;
            if (!journal.seek(pieceFirst)) {
                fail();
            }
            return;
        }
        pieceLast = pieceFirst - 1;
        pieceLength = Math.min(pieceLength * 2, LARGEST_PIECE);
        begun = false;
    }

    private int send(long nowNs) {
        while (at < length && packets.hasRoom()) {
            packets.append(staged, at, nowNs);
            counts.add(wanted.channel());
            at += FanOutFrame.length(staged, at);
        }
        if (at < length) {
            return 0;
        }
        at = 0;
        length = 0;
        if (number < wanted.last() && journal.poll(stager, BATCHES_A_TURN) <= 0) {
            fail();
        } else if (length == 0 && number >= wanted.last()) {
            ended = true;
            packets.flush(nowNs);
            listener.onEnd(sequence, counts);
        }
        return 1;
    }

    @Override
    void fail() {
        ended = true;
        listener.onUnreadable();
    }

    private void count(DirectBuffer event, int offset, int eventLength) {
        sequence = EventPrefix.sequence(event, offset);
        if (sequence <= pieceLast && isOfStream(event, offset)) {
            counted++;
        }
    }

    private void stage(DirectBuffer event, int offset, int eventLength) {
        long eventSequence = EventPrefix.sequence(event, offset);
        if (eventSequence <= sequence || number >= wanted.last() || !isOfStream(event, offset)) {
            return;
        }
        sequence = eventSequence;
        if (++number >= wanted.first() && filter.wants(wanted.channel(), event, offset)) {
            long header = FanOutFrame.channelAndNumber(wanted.channel(), number);
            int frameLength = FanOutFrame.write(frame, 0, header, event, offset, eventLength);
            staged.putBytes(length, frame, 0, frameLength);
            length += frameLength;
        }
    }

    private boolean isOfStream(DirectBuffer event, int offset) {
        if (EventPrefix.instrumentId(event, offset) != wanted.instrumentId()) {
            return false;
        }
        int channel = Channels.of(event, offset);
        return channel == wanted.channel() || Channels.secondOf(channel, event, offset) == wanted.channel();
    }
}

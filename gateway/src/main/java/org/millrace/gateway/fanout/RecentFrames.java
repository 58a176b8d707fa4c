package org.millrace.gateway.fanout;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Shows again what a {@link FanOutReader} has read already, up to where that one is, as long as the ring has it. Used on
 * the reader's thread.
 */
public final class RecentFrames {
    /** Stands for a position that the ring does not have, or has no more. */
    public static final long LOST = -1;

    private final FanOutBuffer buffer;
    private final FanOutReader reader;
    private final UnsafeBuffer frames = new UnsafeBuffer(ByteBuffer.allocateDirect(FanOutReader.BATCH_LENGTH));

    public RecentFrames(FanOutBuffer buffer, FanOutReader reader) {
        this.buffer = buffer;
        this.reader = reader;
    }

    /** Returns a position behind which all events lie that are newer than one, and some before it perhaps; or {@link #LOST}. */
    public long positionBefore(long sequence) {
        long position = reader.positionBefore(sequence);
        return position >= 0 && buffer.isIntact(position) ? position : LOST;
    }

    /** Tells whether nothing lies between a position and the reader, which has read the whole of an event or a later one. */
    public boolean isReached(long position, long sequence) {
        return !reader.isBehind()
                && reader.position() == position
                && (reader.sequence() > sequence || (reader.sequence() == sequence && !reader.isHalf()));
    }

    /**
     * Shows some frames in one piece, or none where the reader is.
     *
     * @return the position behind them, or {@link #LOST}
     */
    public long read(long position, FrameConsumer consumer) {
        long ahead = reader.position() - position;
        if (reader.isBehind() || ahead <= 0) {
            return position;
        }
        int length = buffer.contiguous(position, Math.min(ahead, FanOutReader.BATCH_LENGTH));
        buffer.copy(position, frames, length);
        if (!buffer.isIntact(position)) {
            return LOST;
        }
        int end = 0;
        int padding = 0;
        while (padding == 0 && length - end >= FanOutFrame.HEADER_LENGTH) {
            int frameLength = FanOutFrame.length(frames, end);
            if (FanOutFrame.channel(frames, end) == Channels.NONE) {
                padding = frameLength;
            } else if (frameLength > length - end) {
                break;
            } else {
                end += frameLength;
            }
        }
        if (end > 0) {
            consumer.onFrames(frames, end);
        }
        return position + end + padding;
    }
}

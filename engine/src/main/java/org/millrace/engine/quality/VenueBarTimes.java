package org.millrace.engine.quality;

import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Whether the bars that a venue computes of an instrument come in order: of each timeframe none from before the last,
 * and none twice. They have no ids, so the venue's time and what the bar holds stand for one.
 */
final class VenueBarTimes {
    private static final int CAPACITY = 24; // more timeframes than any venue has; further ones are not judged

    private final long[] timeframes = new long[CAPACITY];
    private final long[] eventTimes = new long[CAPACITY];
    private final long[] startTimes = new long[CAPACITY];
    private final long[] contents = new long[CAPACITY];
    private int count;

    /** Judges the next bar. {@code NULL_VAL}: accepted. */
    RejectReason next(VenueBarDecoder bar, long eventTime) {
        int index = indexOf(bar.timeframe());
        if (index == CAPACITY) {
            return RejectReason.NULL_VAL;
        }
        long startTime = bar.startTime();
        long content = 2 * bar.tradeCount() + (bar.closed() == BooleanType.T ? 1 : 0);
        if (eventTime < eventTimes[index]) {
            return RejectReason.OUT_OF_ORDER;
        }
        if (eventTime == eventTimes[index] && startTime == startTimes[index] && content == contents[index]) {
            return RejectReason.DUPLICATE;
        }
        eventTimes[index] = eventTime;
        startTimes[index] = startTime;
        contents[index] = content;
        return RejectReason.NULL_VAL;
    }

    /** Tells that the venue's clock may have been set. */
    void restart() {
        count = 0;
    }

    void save(SnapshotWriter out) {
        out.putInt(count).putLongs(timeframes, count).putLongs(eventTimes, count);
        out.putLongs(startTimes, count).putLongs(contents, count);
    }

    void load(SnapshotReader in) {
        count = in.getInt();
        in.getLongs(timeframes, count);
        in.getLongs(eventTimes, count);
        in.getLongs(startTimes, count);
        in.getLongs(contents, count);
    }

    private int indexOf(long timeframe) {
        for (int i = 0; i < count; i++) {
            if (timeframes[i] == timeframe) {
                return i;
            }
        }
        if (count < CAPACITY) {
            timeframes[count] = timeframe;
            eventTimes[count] = 0;
            count++;
            return count - 1;
        }
        return CAPACITY;
    }
}

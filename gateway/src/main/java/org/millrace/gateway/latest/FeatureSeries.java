package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.journal.history.History.FeatureRow;

/**
 * Features of one instrument, timeframe and set: the newest run as it came, the one that has begun, and the newest rows.
 * Another version, or another number of values, begins anew.
 */
final class FeatureSeries {
    private static final int MOST_VALUES = 4_096;

    private static final long FIXED_BYTES = 800;
    private static final long MESSAGE_BYTES = 2 * 320; // of the newest run and of the one that has begun
    private static final int VALUES_A_MESSAGE = 21;

    private final int setId;
    private final int capacity;
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long[] starts;
    private final long[] known;
    private MessageRun whole = new MessageRun();
    private MessageRun open = new MessageRun();
    private double[] values = new double[0];
    private int version;
    private int width;
    private int rows;
    private int oldest; // its place where the ring is full, otherwise 0

    /**
     * Makes an empty one.
     *
     * @param capacity rows that are kept
     */
    FeatureSeries(int setId, int capacity) {
        this.setId = setId;
        this.capacity = capacity;
        starts = new long[capacity];
        known = new long[capacity];
    }

    /** Returns the bytes of the heap that one takes in the end. */
    static long bytes(int capacity, int features) {
        int messages = (features + VALUES_A_MESSAGE - 1) / VALUES_A_MESSAGE;
        return FIXED_BYTES + messages * MESSAGE_BYTES + (long) capacity * Double.BYTES * (features + 2L);
    }

    int setId() {
        return setId;
    }

    /** Returns the version of the rows; 0: there are none yet. */
    int version() {
        return version;
    }

    /** Takes a message of a run. */
    void onMessage(DirectBuffer buffer, int message, int length) {
        int flags = EventPrefix.flags(buffer, message);
        if ((flags & EventPrefix.FIRST) != 0) {
            open.clear();
        } else if (open.size() == 0) {
            return; // its run began before this was listened to
        }
        open.add(buffer, message, length);
        if ((flags & EventPrefix.LAST) != 0) {
            MessageRun run = open;
            open = whole;
            whole = run;
            open.clear();
            append();
        }
    }

    /** Returns copies of the messages of the newest whole run and of the one that has begun. */
    List<UnsafeBuffer> messages() {
        List<UnsafeBuffer> messages = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            messages.add(Desk.copy(whole.get(i), 0, whole.length(i)));
        }
        for (int i = 0; i < open.size(); i++) {
            messages.add(Desk.copy(open.get(i), 0, open.length(i)));
        }
        return messages;
    }

    /** Returns the start of the oldest row; {@link Long#MAX_VALUE}: there is none. */
    long oldestNs() {
        return rows == 0 ? Long.MAX_VALUE : starts[oldest];
    }

    /** Returns the newest row, null where there is none. */
    FeatureRow newest() {
        return rows == 0 ? null : row(place(rows - 1));
    }

    /** Returns the newest rows of a span that were known at a time, oldest first. */
    List<FeatureRow> copy(long fromNs, long toNs, long knownByNs, int limit) {
        List<FeatureRow> copy = new ArrayList<>();
        for (int i = rows - 1; i >= 0 && copy.size() < limit; i--) {
            int place = place(i);
            if (starts[place] >= fromNs && starts[place] < toNs && known[place] <= knownByNs) {
                copy.add(0, row(place));
            }
        }
        return copy;
    }

    private FeatureRow row(int place) {
        List<Double> row = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            row.add(values[place * width + i]);
        }
        return new FeatureRow(starts[place], known[place], row);
    }

    private void append() {
        int count = 0;
        for (int i = 0; i < whole.size(); i++) {
            features.wrapAndApplyHeader(whole.get(i), 0, header);
            count = Math.max(count, features.firstIndex() + features.values().count());
        }
        if (count > MOST_VALUES) {
            return; // a set is far smaller; its run is passed on as it is
        }
        if (count != width || features.setVersion() != version) {
            width = count;
            version = features.setVersion();
            rows = 0;
            oldest = 0;
            values = new double[capacity * width];
        }
        int place = placeFor(features.startTime());
        starts[place] = features.startTime();
        known[place] = Math.max(
                features.prefix().eventTime(), features.prefix().receiveTime()); // what closed the bar came later
        Arrays.fill(values, place * width, place * width + width, Double.NaN);
        for (int i = 0; i < whole.size(); i++) {
            features.wrapAndApplyHeader(whole.get(i), 0, header);
            int cell = place * width + features.firstIndex();
            for (FeaturesDecoder.ValuesDecoder value = features.values(); value.hasNext(); ) {
                values[cell++] = value.next().value();
            }
        }
    }

    /** Returns where the row of a bar goes: in its own place, where it replaces one, else behind the newest. */
    private int placeFor(long startNs) {
        for (int i = rows - 1; i >= 0 && starts[place(i)] >= startNs; i--) {
            if (starts[place(i)] == startNs) {
                return place(i);
            }
        }
        if (rows < capacity) {
            return place(rows++);
        }
        int place = oldest;
        oldest = (oldest + 1) % capacity;
        return place;
    }

    private int place(int index) {
        return (oldest + index) % capacity;
    }
}

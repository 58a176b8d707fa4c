package org.millrace.feeds.yahoo;

import java.util.TreeMap;

/** The bars of one instrument and interval that were published, so that a later answer tells only what is new. */
final class BarHistory {
    private static final int CAPACITY = 8_192; // a week of minutes

    private final TreeMap<Long, ChartBar> byStart = new TreeMap<>();
    private long forgottenStart = Long.MIN_VALUE;

    /** What a bar is to what was published. */
    enum Change {
        NONE,
        NEW,
        REVISED
    }

    /** Tells what a bar would change; what is older than all that is remembered changes nothing. */
    Change change(ChartBar bar) {
        ChartBar known = byStart.get(bar.start());
        if (known == null) {
            return bar.start() <= forgottenStart ? Change.NONE : Change.NEW;
        }
        ChartBar now = known.isClosed() ? bar.closed() : bar; // what has ended does not begin again
        if (now.isSame(known)) {
            return Change.NONE;
        }
        return known.isClosed() ? Change.REVISED : Change.NEW;
    }

    /** Remembers a bar that was published. */
    void put(ChartBar bar) {
        ChartBar known = byStart.get(bar.start());
        byStart.put(bar.start(), known != null && known.isClosed() ? bar.closed() : bar);
        if (byStart.size() > CAPACITY) {
            forgottenStart = byStart.pollFirstEntry().getKey();
        }
    }

    /** Remembers a bar that was published before the start; called for the oldest first, whatever is older is forgotten. */
    void recall(ChartBar bar) {
        if (byStart.isEmpty()) {
            forgottenStart = bar.start() - 1;
        }
        put(bar);
    }

    /** Returns when the newest bar that has ended began; 0 = there is none. */
    long lastClosedStart() {
        for (ChartBar bar : byStart.descendingMap().values()) {
            if (bar.isClosed()) {
                return bar.start();
            }
        }
        return 0;
    }
}

package org.millrace.gateway.replay;

import java.util.Arrays;
import org.millrace.gateway.fanout.Channels;

/** How many messages of each channel were sent. */
public final class Counts {
    private final long[] messages = new long[Channels.LIMIT];

    public void add(int channel) {
        messages[channel]++;
    }

    public long of(int channel) {
        return messages[channel];
    }

    Counts copy() {
        Counts copy = new Counts();
        System.arraycopy(messages, 0, copy.messages, 0, messages.length);
        return copy;
    }

    void clear() {
        Arrays.fill(messages, 0);
    }
}

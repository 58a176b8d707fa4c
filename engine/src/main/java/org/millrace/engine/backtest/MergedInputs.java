package org.millrace.engine.backtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;

/**
 * Reads several journals at once, oldest event first. Each has numbered instruments and inputs by itself; here they are
 * numbered anew, one number for what has the same venue and symbol.
 */
final class MergedInputs implements Inputs {
    private static final int EVENTS_A_POLL = 4_096;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<MergedSource> sources = new ArrayList<>();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private long sequence;

    MergedInputs(List<Path> journals) {
        journals.forEach(journal -> sources.add(new MergedSource(new JournalInputs(journal))));
    }

    @Override
    public int poll(EventConsumer consumer) {
        int count = 0;
        for (MergedSource next = oldest(); next != null && count < EVENTS_A_POLL; next = oldest()) {
            int length = next.take(out, ids);
            EventPrefix.sequence(out, 0, ++sequence);
            consumer.onEvent(out, 0, length);
            count++;
        }
        consumer.flush();
        return count;
    }

    @Override
    public double progress() {
        return sources.stream().mapToDouble(MergedSource::progress).average().orElse(1);
    }

    @Override
    public void close() {
        sources.forEach(MergedSource::close);
    }

    private MergedSource oldest() {
        MergedSource oldest = null;
        for (MergedSource source : sources) {
            if (source.isReady() && (oldest == null || source.timeNs() < oldest.timeNs())) {
                oldest = source;
            }
        }
        return oldest;
    }
}

package org.millrace.engine.training;

import java.util.List;

/**
 * Which bars a model learns from.
 *
 * @param timeframe   of them, as {@code 1m}
 * @param instruments names, with the venue's or without; empty: all
 * @param fromNs      first end of a bar, UTC
 * @param toNs        end of ends, exclusive; nor does it learn from features that were known only then or later
 */
public record RowSpan(String timeframe, List<String> instruments, long fromNs, long toNs) {
    public RowSpan {
        instruments = List.copyOf(instruments);
    }
}

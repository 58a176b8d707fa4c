package org.millrace.gateway.support;

import java.util.SortedMap;
import java.util.TreeMap;
import org.millrace.gateway.operations.LogLevels;

/** Levels that nothing is logged by. */
final class MemoryLogLevels implements LogLevels {
    private final SortedMap<String, String> levels = new TreeMap<>();

    MemoryLogLevels() {
        levels.put("root", "warn");
    }

    @Override
    public synchronized SortedMap<String, String> levels() {
        return new TreeMap<>(levels);
    }

    @Override
    public synchronized boolean set(String logger, String level) {
        boolean isKnown = level.equals("debug");
        if (isKnown) {
            levels.put(logger, level);
        }
        return isKnown;
    }
}

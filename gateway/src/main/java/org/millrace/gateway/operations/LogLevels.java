package org.millrace.gateway.operations;

import java.util.SortedMap;
import java.util.TreeMap;

/** How much each package logs. Any thread may ask and change it. */
public interface LogLevels {
    /** Knows no logger: where nobody has said how logging is done. */
    LogLevels NONE = new LogLevels() {
        @Override
        public SortedMap<String, String> levels() {
            return new TreeMap<>();
        }

        @Override
        public boolean set(String logger, String level) {
            return false;
        }
    };

    /** Returns the levels of all loggers that have one of their own, by name; {@code root} is that of all others. */
    SortedMap<String, String> levels();

    /** Has a logger write this level and worse, until the program ends; returns whether there is such a level. */
    boolean set(String logger, String level);
}

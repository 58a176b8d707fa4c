package org.millrace.codecs.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;

/**
 * Shows any event as a row of columns, for CSV and tables: the members of {@link EventJson}, in the same order. Bits of a
 * set are joined by {@code |}; members of a group by {@code |} too, its entries by a space; what has no value is empty.
 * All events of one type have the same columns.
 */
public final class EventRow {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final Collector collector = new Collector();
    private final EventWalker walker;

    /**
     * Makes a row without columns.
     *
     * @param instruments from an instrument id to what it stands for, or to null where that is not known
     */
    public EventRow(IntFunction<Instrument> instruments) {
        walker = new EventWalker(instruments);
    }

    /** Replaces the columns by those of an event. */
    public EventRow wrap(DirectBuffer buffer, int offset) {
        names.clear();
        values.clear();
        walker.walk(buffer, offset, collector);
        return this;
    }

    /** Returns the columns' names; those of a group stand for all its members. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Returns the columns' values. */
    public List<String> values() {
        return List.copyOf(values);
    }

    /**
     * Returns one line of CSV as RFC 4180 has it: quoted where there is a comma, a quote or a line break. What a spreadsheet
     * would compute has an apostrophe before it.
     */
    public static String csv(List<String> cells) {
        return cells.stream().map(EventRow::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String cell) {
        String safe = isFormula(cell) ? "'" + cell : cell;
        boolean isPlain = safe.chars().allMatch(c -> c != ',' && c != '"' && c >= ' ');
        return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Tells whether a spreadsheet takes something for more than text; negative numbers it may. */
    private static boolean isFormula(String cell) {
        boolean isNegative = cell.startsWith("-") && cell.length() > 1 && Character.isDigit(cell.charAt(1));
        return !cell.isEmpty() && "=+@-\t\r".indexOf(cell.charAt(0)) >= 0 && !isNegative;
    }

    /** Collects columns; members of a group go into one. */
    private final class Collector implements EventVisitor {
        private final StringBuilder group = new StringBuilder();
        private boolean inGroup;

        @Override
        public void onBegin(String type) {
            inGroup = false;
            add("type", type);
        }

        @Override
        public void onInteger(String name, long value) {
            add(name, Long.toString(value));
        }

        @Override
        public void onReal(String name, double value) {
            add(name, FieldText.ofDouble(value));
        }

        @Override
        public void onText(String name, String value) {
            add(name, value);
        }

        @Override
        public void onBoolean(String name, boolean value) {
            add(name, Boolean.toString(value));
        }

        @Override
        public void onNull(String name) {
            add(name, "");
        }

        @Override
        public void onSet(String name, List<String> bits) {
            add(name, String.join("|", bits));
        }

        @Override
        public void onBeginGroup(String name) {
            names.add(name);
            group.setLength(0);
            inGroup = true;
        }

        @Override
        public void onBeginEntry() {
            if (group.length() > 0) {
                group.append(' ');
            }
        }

        @Override
        public void onEndEntry() {
            group.setLength(group.length() - 1); // the separator behind the last member
        }

        @Override
        public void onEndGroup() {
            inGroup = false;
            values.add(group.toString());
        }

        @Override
        public void onEnd() {}

        private void add(String name, String value) {
            if (inGroup) {
                group.append(value).append('|');
            } else {
                names.add(name);
                values.add(value);
            }
        }
    }
}

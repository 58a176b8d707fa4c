package org.millrace.codecs.json;

import java.util.List;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;

/**
 * Shows any event as one line of JSON: {@code type}, the prefix, {@code symbol} and {@code instrument}, then the
 * message's fields by their schema names. Decimals are strings, exact; times and durations integers, in nanoseconds.
 */
public final class EventJson {
    private final StringBuilder text = new StringBuilder(1024);
    private final Writer writer = new Writer();
    private final EventWalker walker;

    /**
     * Makes a printer.
     *
     * @param instruments from an instrument id to what it stands for, or to null where that is not known
     */
    public EventJson(IntFunction<Instrument> instruments) {
        walker = new EventWalker(instruments);
    }

    /** Returns the event as a JSON object without line breaks. */
    public String print(DirectBuffer buffer, int offset) {
        text.setLength(0);
        walker.walk(buffer, offset, writer);
        return text.toString();
    }

    /** Appends a JSON string: quoted, escaped where JSON wants it. */
    static void appendString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Writes JSON; a comma stands before each member but the first of its object. */
    private final class Writer implements EventVisitor {
        private boolean first;

        @Override
        public void onBegin(String type) {
            text.append('{');
            first = true;
            onText("type", type);
        }

        @Override
        public void onInteger(String name, long value) {
            name(name);
            text.append(value);
        }

        @Override
        public void onReal(String name, double value) {
            name(name);
            text.append(FieldText.ofDouble(value));
        }

        @Override
        public void onText(String name, String value) {
            name(name);
            appendString(text, value);
        }

        @Override
        public void onBoolean(String name, boolean value) {
            name(name);
            text.append(value);
        }

        @Override
        public void onNull(String name) {
            name(name);
            text.append("null");
        }

        @Override
        public void onSet(String name, List<String> names) {
            name(name);
            text.append('[');
            for (int i = 0; i < names.size(); i++) {
                text.append(i == 0 ? "\"" : ",\"").append(names.get(i)).append('"');
            }
            text.append(']');
        }

        @Override
        public void onBeginGroup(String name) {
            name(name);
            text.append('[');
            first = true;
        }

        @Override
        public void onBeginEntry() {
            text.append(first ? "{" : ",{");
            first = true;
        }

        @Override
        public void onEndEntry() {
            text.append('}');
            first = false;
        }

        @Override
        public void onEndGroup() {
            text.append(']');
            first = false;
        }

        @Override
        public void onEnd() {
            text.append('}');
        }

        private void name(String name) {
            if (!first) {
                text.append(',');
            }
            first = false;
            text.append('"').append(name).append("\":");
        }
    }
}

package org.millrace.feeds.simulator.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.millrace.feeds.simulator.face.JsonWriter;

/** Messages as text. */
final class JsonForm implements Form {
    private static final int NANO_DIGITS = 9;
    private static final byte[] COMMA = bytes(",");
    private static final byte[] QUOTE = bytes("\"");
    private static final byte[] COLON = bytes("\":");
    private static final byte[] LIST = bytes("[");
    private static final byte[] LIST_END = bytes("]");
    private static final byte[] MAP = bytes("{");
    private static final byte[] MAP_END = bytes("}");

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4 * 1024);
    private final JsonWriter json = new JsonWriter();
    private boolean needsComma;

    @Override
    public Form begin() {
        json.begin(buffer, 0);
        needsComma = false;
        return this;
    }

    @Override
    public Form list(int count) {
        separate();
        json.text(LIST);
        needsComma = false;
        return this;
    }

    @Override
    public Form endList() {
        json.text(LIST_END);
        return ended();
    }

    @Override
    public Form map(int count) {
        separate();
        json.text(MAP);
        needsComma = false;
        return this;
    }

    @Override
    public Form endMap() {
        json.text(MAP_END);
        return ended();
    }

    @Override
    public Form field(String name) {
        separate();
        json.text(QUOTE).text(name.getBytes(UTF_8)).text(COLON);
        needsComma = false;
        return this;
    }

    @Override
    public Form text(String value) {
        separate();
        json.text(QUOTE).text(value.getBytes(UTF_8)).text(QUOTE);
        return ended();
    }

    @Override
    public Form number(long value) {
        separate();
        json.number(value);
        return ended();
    }

    @Override
    public Form decimal(long units) {
        separate();
        json.trimmed(units);
        return ended();
    }

    @Override
    public Form time(long timeNs) {
        separate();
        json.text(QUOTE).trimmedTime(timeNs, NANO_DIGITS).text(QUOTE);
        return ended();
    }

    @Override
    public Form yes() {
        separate();
        json.bool(true);
        return ended();
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int length() {
        return json.length();
    }

    private void separate() {
        if (needsComma) {
            json.text(COMMA);
        }
    }

    private Form ended() {
        needsComma = true;
        return this;
    }
}

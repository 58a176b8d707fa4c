package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import java.io.IOException;

/** Reads the fields that a feed reads, with dsl-json's reader: names by their hashes, numbers from its own characters. */
@SuppressWarnings("deprecation") // its way of reading a number without making an object is to be hidden some day
final class DslJsonFrames {
    private static final int HASHES = 1 << Character.SIZE; // of names: each has its own, which the constructor holds
    private static final int MIX = 0x9E3779B9; // 2^32 / golden ratio

    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final TimeText times = new TimeText();
    private final Role[] roles = new Role[HASHES];
    private final Characters text = new Characters();

    /** The reader's characters, which the next value writes over. */
    private static final class Characters implements CharSequence {
        private char[] characters = {};
        private int length;

        @Override
        public char charAt(int index) {
            return characters[index];
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new String(characters, start, end - start);
        }
    }

    DslJsonFrames(Roles of) throws IOException {
        for (String name : of.names()) {
            byte[] object = ("{\"" + name + "\":0}").getBytes(US_ASCII);
            reader.process(object, object.length);
            reader.getNextToken();
            reader.getNextToken();
            int hash = hash();
            if (roles[hash] != null) {
                throw new IllegalStateException("two names have the hash of " + name);
            }
            roles[hash] = of.role(name);
        }
    }

    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) throws IOException {
        reader.process(frame, length);
        reader.getNextToken();
        return nested();
    }

    private long nested() throws IOException {
        if (reader.last() == '[') {
            return array();
        }
        return reader.last() == '{' ? object() : item();
    }

    private long object() throws IOException {
        long sum = 0;
        if (reader.getNextToken() == '}') {
            return sum;
        }
        sum += field();
        while (reader.getNextToken() == ',') {
            reader.getNextToken();
            sum += field();
        }
        return sum;
    }

    private long array() throws IOException {
        long sum = 0;
        if (reader.getNextToken() == ']') {
            return sum;
        }
        sum += nested();
        while (reader.getNextToken() == ',') {
            reader.getNextToken();
            sum += nested();
        }
        return sum;
    }

    private long field() throws IOException {
        Role role = roles[hash()];
        reader.getNextToken();
        if (role == null) {
            skip();
            return 0;
        }
        return switch (role) {
            case NESTED -> nested();
            case DECIMAL -> DecimalText.mantissa(text, scan());
            case INTEGER -> DecimalText.integer(text, scan());
            case TIME -> times.nanos(text, scan());
            case TEXT -> scan();
            case TRUTH -> reader.wasTrue() ? 1 : reader.wasFalse() ? 0 : -1;
            case OTHER -> 0;
        };
    }

    private int hash() throws IOException {
        return (reader.fillName() * MIX) >>> Character.SIZE;
    }

    private long item() throws IOException {
        int length = scan();
        return text.charAt(0) <= '9' ? DecimalText.mantissa(text, length) : length;
    }

    /** Reads a string without escapes, or a number, into {@link #text}; returns its length. */
    private int scan() throws IOException {
        boolean isString = reader.last() == '"';
        text.characters = isString ? reader.readSimpleQuote() : reader.readNumber();
        text.length = reader.getCurrentIndex() - reader.getTokenStart() - (isString ? 1 : 0);
        return text.length;
    }

    /** Steps over a value; the reader's own way would read on to what follows it. */
    private void skip() throws IOException {
        if (reader.last() == '"') {
            reader.readSimpleQuote();
        } else if (reader.last() == '[') {
            array();
        } else if (reader.last() == '{') {
            object();
        } else if (!reader.wasTrue() && !reader.wasFalse() && !reader.wasNull()) {
            reader.readNumber();
        }
    }
}

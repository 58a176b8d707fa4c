package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads with dsl-json's reader: names by their hashes, numbers from its own characters, symbols where they stand. */
@SuppressWarnings("deprecation") // its way of reading a number without making an object is to be hidden some day
final class DslJsonFrames implements LibraryReader {
    private static final int HASHES = 1 << Character.SIZE; // of names: each has its own, which the constructor holds
    private static final int MIX = 0x9E3779B9; // 2^32 / golden ratio

    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final TimeText times = new TimeText();
    private final Field[] fields = new Field[HASHES];
    private final Field top;
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

    DslJsonFrames(FieldNames names) throws IOException {
        top = names.top();
        for (String name : names.names()) {
            byte[] object = ("{\"" + name + "\":0}").getBytes(US_ASCII);
            reader.process(object, object.length);
            reader.getNextToken();
            reader.getNextToken();
            int hash = hash();
            if (fields[hash] != null) {
                throw new IllegalStateException("two names have the hash of " + name);
            }
            fields[hash] = names.field(name);
        }
    }

    @Override
    public void read(UnsafeBuffer frame, int length, ReadFields to) throws IOException {
        reader.process(frame.byteArray(), length);
        reader.getNextToken();
        nested(frame, top, to);
    }

    private void nested(UnsafeBuffer frame, Field of, ReadFields to) throws IOException {
        if (reader.last() == '{') {
            object(frame, of, to);
            return;
        }
        if (reader.getNextToken() == ']') {
            return;
        }
        do {
            if (reader.last() == ',') {
                reader.getNextToken();
            }
            if (reader.last() == '{') {
                object(frame, of, to);
            } else {
                items(frame, of, to);
            }
        } while (reader.getNextToken() == ',');
    }

    private void object(UnsafeBuffer frame, Field of, ReadFields to) throws IOException {
        reader.getNextToken();
        field(frame, to);
        while (reader.getNextToken() == ',') {
            reader.getNextToken();
            field(frame, to);
        }
        to.end(of);
    }

    private void items(UnsafeBuffer frame, Field of, ReadFields to) throws IOException {
        reader.getNextToken();
        int index = 0;
        value(frame, of.item(index++), to);
        while (reader.getNextToken() == ',') {
            reader.getNextToken();
            value(frame, of.item(index++), to);
        }
        to.end(of);
    }

    private void field(UnsafeBuffer frame, ReadFields to) throws IOException {
        Field field = fields[hash()];
        reader.getNextToken();
        value(frame, field == null ? Field.OTHER : field, to);
    }

    private void value(UnsafeBuffer frame, Field field, ReadFields to) throws IOException {
        switch (field.role) {
            case NESTED -> nested(frame, field, to);
            case DECIMAL -> to.set(field, DecimalText.mantissa(text, scan()));
            case INTEGER -> to.set(field, DecimalText.integer(text, scan()));
            case MILLIS -> to.set(field, TimeText.ofMillis(DecimalText.integer(text, scan())));
            case TIME -> to.set(field, times.nanos(text, scan()));
            case SYMBOL -> symbol(frame, to);
            case LETTER -> to.set(field, letter());
            case CODES -> to.set(field, codes());
            case TRUTH -> to.set(field, reader.wasTrue() ? 1 : 0);
            case OTHER -> skip();
        }
    }

    private int hash() throws IOException {
        return (reader.fillName() * MIX) >>> Character.SIZE;
    }

    private void symbol(UnsafeBuffer frame, ReadFields to) throws IOException {
        int length = scan();
        to.symbol(frame, reader.getCurrentIndex() - 1 - length, length);
    }

    private char letter() throws IOException {
        scan();
        return text.charAt(0);
    }

    private long codes() throws IOException {
        long codes = 0;
        reader.getNextToken();
        for (int shift = 0; reader.last() != ']'; shift += Byte.SIZE) {
            codes |= (long) letter() << shift;
            if (reader.getNextToken() == ',') {
                reader.getNextToken();
            }
        }
        return codes;
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
            codes();
        } else if (!reader.wasTrue() && !reader.wasFalse() && !reader.wasNull()) {
            reader.readNumber();
        }
    }
}

package org.millrace.feeds.alpaca;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonText;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.json.Words;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.VenueInstrument;

/** Reads messages written as JSON: an array of objects, their keys in any order. */
final class JsonMessages implements MessageReader {
    private static final int SHORTEST = 16; // of data
    private static final long HEAD = Words.of("[{\"T\":\"");
    private static final long HEAD_MASK = Words.first(7);
    private static final int LETTER_END = 8;
    private static final int MAX_TEXT_LENGTH = 256;

    private final JsonFields fields;
    private final JsonFields level = new JsonFields();
    private final Rfc3339 times = new Rfc3339();
    private final byte[] unescaped = new byte[MAX_TEXT_LENGTH + JsonBytes.SLACK];
    private byte[] source;
    private byte[] text;
    private int textStart;
    private int textLength;
    private int position;
    private int end;
    private boolean isFirst;

    /**
     * @param names of the keys that have more than one letter
     */
    JsonMessages(String... names) {
        fields = new JsonFields(names);
    }

    @Override
    public boolean isData(DirectBuffer buffer, int offset, int length) {
        return length > SHORTEST
                && (buffer.getLong(offset, LITTLE_ENDIAN) & HEAD_MASK) == HEAD
                && buffer.getByte(offset + LETTER_END) == '"';
    }

    @Override
    public void begin(byte[] bytes, int offset, int length) {
        source = bytes;
        position = offset;
        end = position + length;
        isFirst = true;
    }

    @Override
    public int next() {
        int i = JsonBytes.skipSpace(source, position, end);
        if (i >= end || source[i] != (isFirst ? '[' : ',')) {
            return !isFirst && i < end && source[i] == ']' ? close(i) : BROKEN;
        }
        i = JsonBytes.skipSpace(source, i + 1, end);
        if (isFirst && i < end && source[i] == ']') {
            return close(i);
        }
        isFirst = false;
        position = fields.scan(source, i, end);
        return position == JsonBytes.NONE ? BROKEN : MESSAGE;
    }

    private int close(int bracket) {
        return JsonBytes.skipSpace(source, bracket + 1, end) == end ? END : BROKEN;
    }

    @Override
    public MessageKind kind() {
        return readText('T') ? MessageKind.of(text, textStart, textLength) : null;
    }

    @Override
    public byte[] source() {
        return source;
    }

    @Override
    public boolean has(int slot) {
        int field = fields.find(slot);
        return field != JsonBytes.NONE && fields.kind(field) != JsonFields.NULL;
    }

    @Override
    public int start(int slot) {
        return fields.start(fields.find(slot));
    }

    @Override
    public int length(int slot) {
        int field = fields.find(slot);
        return fields.end(field) - fields.start(field);
    }

    @Override
    public boolean readText(int slot) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE) {
            return false;
        }
        byte kind = fields.kind(field);
        text = source;
        textStart = fields.start(field);
        textLength = fields.end(field) - textStart;
        return kind == JsonFields.STRING || (kind == JsonFields.ESCAPED && unescape());
    }

    @Override
    public byte[] text() {
        return text;
    }

    @Override
    public int textStart() {
        return textStart;
    }

    @Override
    public int textLength() {
        return textLength;
    }

    @Override
    public long decimal(int slot, int exponent) {
        return decimal(fields, fields.find(slot), exponent);
    }

    @Override
    public long integer(int slot) {
        int field = fields.find(slot);
        int start = fields.start(field);
        int length = fields.end(field) - start;
        if (fields.kind(field) != JsonFields.NUMBER || JsonBytes.digitCount(source, start) != length) {
            return Decimals.MALFORMED;
        }
        return length <= JsonBytes.MAX_DIGITS
                ? JsonBytes.natural(source, start, length)
                : Decimals.parse(source, start, length, 0);
    }

    @Override
    public long time(int slot) {
        long time = readText(slot) ? times.parse(text, textStart, textLength) : Rfc3339.INVALID;
        return time == Rfc3339.INVALID ? Decimals.MALFORMED : time;
    }

    @Override
    public long codes(int slot) {
        int field = fields.find(slot);
        if (fields.kind(field) != JsonFields.ARRAY) {
            return readText(slot) ? Codes.add(0, text, textStart, textLength) : Decimals.MALFORMED;
        }
        return codesOfArray(fields.start(field) + 1, fields.end(field) - 1);
    }

    @Override
    public boolean texts(int slot, Consumer<String> to) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE || fields.kind(field) != JsonFields.ARRAY) {
            return false;
        }
        int stop = fields.end(field) - 1;
        int i = JsonBytes.skipSpace(source, fields.start(field) + 1, stop);
        while (i < stop) {
            int behind = readTextAt(i, stop);
            if (behind == JsonBytes.NONE) {
                return false;
            }
            to.accept(new String(text, textStart, textLength, UTF_8));
            i = JsonBytes.skipSpace(source, behind, stop);
            i = i < stop ? behindComma(i, stop) : i;
            if (i == JsonBytes.NONE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long flag(int slot) {
        return switch (fields.kind(fields.find(slot))) {
            case JsonFields.TRUE -> 1;
            case JsonFields.FALSE -> 0;
            default -> Decimals.MALFORMED;
        };
    }

    @Override
    public long levels(int slot, VenueInstrument of, Levels to) {
        int field = fields.find(slot);
        if (fields.kind(field) != JsonFields.ARRAY) {
            return Decimals.MALFORMED;
        }
        int stop = fields.end(field) - 1; // its bracket
        int i = JsonBytes.skipSpace(source, fields.start(field) + 1, stop);
        while (i < stop) {
            i = level.scan(source, i, stop);
            if (i == JsonBytes.NONE) {
                return Decimals.MALFORMED;
            }
            long price = decimal(level, level.find('p'), of.priceExponent());
            long quantity = decimal(level, level.find('s'), of.quantityExponent());
            if (Decimals.isError(price) || Decimals.isError(quantity)) {
                return Decimals.isError(price) ? price : quantity;
            }
            to.add(price, quantity);
            i = JsonBytes.skipSpace(source, i, stop);
            i = i < stop ? behindComma(i, stop) : i;
            if (i == JsonBytes.NONE) {
                return Decimals.MALFORMED;
            }
        }
        return 0;
    }

    private long codesOfArray(int start, int stop) {
        long codes = 0;
        int i = JsonBytes.skipSpace(source, start, stop);
        while (i < stop) {
            int behind = readTextAt(i, stop);
            if (behind == JsonBytes.NONE) {
                return Decimals.MALFORMED;
            }
            codes = Codes.add(codes, text, textStart, textLength);
            i = JsonBytes.skipSpace(source, behind, stop);
            i = i < stop ? behindComma(i, stop) : i;
            if (i == JsonBytes.NONE || Decimals.isError(codes)) {
                return Decimals.MALFORMED;
            }
        }
        return codes;
    }

    /** Reads the text that begins with a quote at {@code start}; returns where what follows it begins. */
    private int readTextAt(int start, int stop) {
        if (source[start] != '"') {
            return JsonBytes.NONE;
        }
        int textEnd = JsonBytes.textEnd(source, start + 1, stop);
        boolean isEscaped = textEnd < stop && source[textEnd] == '\\';
        if (isEscaped) {
            textEnd = JsonBytes.escapedTextEnd(source, textEnd, stop);
        }
        if (textEnd >= stop || textEnd == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        text = source;
        textStart = start + 1;
        textLength = textEnd - textStart;
        return !isEscaped || unescape() ? textEnd + 1 : JsonBytes.NONE;
    }

    /** Returns where what follows a comma begins, which must not be the end. */
    private int behindComma(int comma, int stop) {
        int i = source[comma] == ',' ? JsonBytes.skipSpace(source, comma + 1, stop) : stop;
        return i < stop ? i : JsonBytes.NONE;
    }

    private long decimal(JsonFields in, int field, int exponent) {
        if (field == JsonBytes.NONE || in.kind(field) != JsonFields.NUMBER) {
            return Decimals.MALFORMED;
        }
        int start = in.start(field);
        return Decimals.parse(source, start, in.end(field) - start, exponent);
    }

    private boolean unescape() {
        if (textLength > MAX_TEXT_LENGTH) {
            return false;
        }
        textLength = JsonText.unescape(source, textStart, textLength, unescaped);
        text = unescaped;
        textStart = 0;
        return textLength != JsonBytes.NONE;
    }
}

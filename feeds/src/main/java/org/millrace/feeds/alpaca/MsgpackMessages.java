package org.millrace.feeds.alpaca;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.msgpack.MsgpackBytes;
import org.millrace.feeds.msgpack.MsgpackFields;
import org.millrace.feeds.msgpack.MsgpackNumbers;
import org.millrace.feeds.msgpack.MsgpackTimes;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.VenueInstrument;

/** Reads messages written as MessagePack: an array of maps, their keys in any order, times as timestamps or as text. */
final class MsgpackMessages implements MessageReader {
    private static final int SHORTEST = 16; // of data
    private static final short KEY = (short) 0xA154; // T
    private static final byte ONE_LETTER = (byte) 0xA1;

    private final MsgpackFields fields;
    private final MsgpackFields level = new MsgpackFields();
    private final Rfc3339 times = new Rfc3339();
    private byte[] source;
    private int textStart;
    private int textLength;
    private int position;
    private int end;
    private int left; // messages; NONE: the frame is no array

    /**
     * @param names of the keys that have more than one letter
     */
    MsgpackMessages(String... names) {
        fields = new MsgpackFields(names);
    }

    @Override
    public boolean isData(DirectBuffer buffer, int offset, int length) {
        return length > SHORTEST
                && MsgpackBytes.isMap(buffer.getByte(offset + 1))
                && buffer.getShort(offset + 2, BIG_ENDIAN) == KEY
                && buffer.getByte(offset + 4) == ONE_LETTER;
    }

    @Override
    public void begin(byte[] bytes, int offset, int length) {
        source = bytes;
        position = offset;
        end = position + length;
        left = MsgpackBytes.arraySize(source, position, end);
        if (left != MsgpackBytes.NONE) {
            position = MsgpackBytes.elements(source, position, end);
        }
    }

    @Override
    public int next() {
        if (left == 0) {
            return position == end ? END : BROKEN;
        }
        if (left == MsgpackBytes.NONE) {
            return BROKEN;
        }
        left--;
        position = fields.scan(source, position, end);
        return position == MsgpackBytes.NONE ? BROKEN : MESSAGE;
    }

    @Override
    public MessageKind kind() {
        return readText('T') ? MessageKind.of(source, textStart, textLength) : null;
    }

    @Override
    public byte[] source() {
        return source;
    }

    @Override
    public boolean has(int slot) {
        int field = fields.find(slot);
        return field != MsgpackBytes.NONE && !MsgpackBytes.isNil(source, fields.start(field));
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
        return field != MsgpackBytes.NONE && readTextAt(fields.start(field), fields.end(field));
    }

    @Override
    public byte[] text() {
        return source;
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
        return MsgpackNumbers.decimal(source, start(slot), exponent);
    }

    @Override
    public long integer(int slot) {
        long number = MsgpackNumbers.integer(source, start(slot));
        return number < 0 && !Decimals.isError(number) ? Decimals.MALFORMED : number;
    }

    @Override
    public long time(int slot) {
        long time = readText(slot)
                ? times.parse(source, textStart, textLength)
                : MsgpackTimes.parse(source, start(slot), start(slot) + length(slot));
        return time < 0 ? Decimals.MALFORMED : time;
    }

    @Override
    public long codes(int slot) {
        if (readText(slot)) {
            return Codes.add(0, source, textStart, textLength);
        }
        int field = fields.find(slot);
        int stop = fields.end(field);
        int size = MsgpackBytes.arraySize(source, fields.start(field), stop);
        int i = MsgpackBytes.elements(source, fields.start(field), stop);
        long codes = size == MsgpackBytes.NONE ? Decimals.MALFORMED : 0;
        for (int n = 0; n < size && !Decimals.isError(codes); n++) {
            codes = readTextAt(i, stop) ? Codes.add(codes, source, textStart, textLength) : Decimals.MALFORMED;
            i = textStart + textLength;
        }
        return codes;
    }

    @Override
    public boolean texts(int slot, Consumer<String> to) {
        int field = fields.find(slot);
        if (field == MsgpackBytes.NONE) {
            return false;
        }
        int stop = fields.end(field);
        int size = MsgpackBytes.arraySize(source, fields.start(field), stop);
        int i = MsgpackBytes.elements(source, fields.start(field), stop);
        for (int n = 0; n < size; n++) {
            if (!readTextAt(i, stop)) {
                return false;
            }
            to.accept(new String(source, textStart, textLength, UTF_8));
            i = textStart + textLength;
        }
        return size != MsgpackBytes.NONE;
    }

    @Override
    public long flag(int slot) {
        int flag = MsgpackBytes.flag(source, start(slot));
        return flag == MsgpackBytes.NONE ? Decimals.MALFORMED : flag;
    }

    @Override
    public long levels(int slot, VenueInstrument of, Levels to) {
        int field = fields.find(slot);
        int stop = fields.end(field);
        int size = MsgpackBytes.arraySize(source, fields.start(field), stop);
        int i = MsgpackBytes.elements(source, fields.start(field), stop);
        for (int n = 0; n < size; n++) {
            i = level.scan(source, i, stop);
            if (i == MsgpackBytes.NONE) {
                return Decimals.MALFORMED;
            }
            long price = decimalOfLevel('p', of.priceExponent());
            long quantity = decimalOfLevel('s', of.quantityExponent());
            if (Decimals.isError(price) || Decimals.isError(quantity)) {
                return Decimals.isError(price) ? price : quantity;
            }
            to.add(price, quantity);
        }
        return size == MsgpackBytes.NONE ? Decimals.MALFORMED : 0;
    }

    private long decimalOfLevel(int slot, int exponent) {
        int field = level.find(slot);
        return field == MsgpackBytes.NONE
                ? Decimals.MALFORMED
                : MsgpackNumbers.decimal(source, level.start(field), exponent);
    }

    private boolean readTextAt(int start, int stop) {
        textLength = MsgpackBytes.textLength(source, start, stop);
        if (textLength == MsgpackBytes.NONE) {
            return false;
        }
        textStart = MsgpackBytes.textStart(source, start);
        return true;
    }
}

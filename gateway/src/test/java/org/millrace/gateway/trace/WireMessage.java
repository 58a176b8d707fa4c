package org.millrace.gateway.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message of Protocol Buffers, taken apart without its schema. */
record WireMessage(List<Field> fields) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** A number, or bytes. */
    record Field(int number, long value, ByteBuffer bytes) {}

    static WireMessage of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            fields.add(
                    switch (key & 7) {
                        case 0 -> new Field(key >> 3, varint(in), NOTHING);
                        case 1 -> new Field(key >> 3, in.getLong(), NOTHING);
                        case 2 -> new Field(key >> 3, 0, bytes(in));
                        case 5 -> new Field(key >> 3, in.getInt(), NOTHING);
                        default -> throw new IllegalArgumentException("wire type " + (key & 7));
                    });
        }
        return new WireMessage(fields);
    }

    /** Returns all messages that a field holds. */
    List<WireMessage> all(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(array(field.bytes())))
                .toList();
    }

    /** Returns the bytes of a field; none where it is missing. */
    byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> array(field.bytes()))
                .findFirst()
                .orElse(new byte[0]);
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}

package org.millrace.bench.micro;

import com.alibaba.fastjson2.JSONReader;

/** Reads the fields that the feed reads, with fastjson2's reader. */
final class FastjsonFrames {
    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) {
        try (JSONReader reader = JSONReader.of(frame, 0, length)) {
            return object(reader);
        }
    }

    private long object(JSONReader reader) {
        long sum = 0;
        reader.nextIfObjectStart();
        while (!reader.nextIfObjectEnd()) {
            sum += field(reader, reader.readFieldName());
        }
        return sum;
    }

    private long field(JSONReader reader, String name) {
        return switch (name) {
            case "data" -> object(reader);
            case "E", "T", "t", "u", "U" -> reader.readInt64Value();
            case "m" -> reader.readBoolValue() ? 1 : 0;
            case "s", "e" -> reader.readString().length();
            case "p", "q", "B", "A" -> DecimalText.mantissa(reader.readString());
            case "a", "b" -> reader.nextIfArrayStart() ? levels(reader) : DecimalText.mantissa(reader.readString());
            default -> skip(reader);
        };
    }

    private static long levels(JSONReader reader) {
        long sum = 0;
        while (!reader.nextIfArrayEnd()) {
            reader.nextIfArrayStart();
            sum += DecimalText.mantissa(reader.readString());
            sum += DecimalText.mantissa(reader.readString());
            reader.nextIfArrayEnd();
        }
        return sum;
    }

    private static long skip(JSONReader reader) {
        reader.skipValue();
        return 0;
    }
}

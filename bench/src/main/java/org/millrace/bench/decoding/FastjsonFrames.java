package org.millrace.bench.decoding;

import com.alibaba.fastjson2.JSONReader;
import java.math.BigDecimal;

/** Reads the fields that a feed reads, with fastjson2's reader. Numbers are exact, so that bare ones become BigDecimal. */
final class FastjsonFrames {
    private static final int PLACES = 8;

    private final TimeText times = new TimeText();
    private final Roles roles;

    FastjsonFrames(Roles roles) {
        this.roles = roles;
    }

    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) {
        try (JSONReader reader = JSONReader.of(frame, 0, length)) {
            return nested(reader);
        }
    }

    private long nested(JSONReader reader) {
        long sum = 0;
        if (reader.nextIfObjectStart()) {
            while (!reader.nextIfObjectEnd()) {
                sum += value(reader, roles.role(reader.readFieldName()));
            }
            return sum;
        }
        if (!reader.nextIfArrayStart()) {
            return text(reader);
        }
        while (!reader.nextIfArrayEnd()) {
            sum += nested(reader);
        }
        return sum;
    }

    private long value(JSONReader reader, Role role) {
        return switch (role) {
            case NESTED -> nested(reader);
            case DECIMAL -> reader.isString() ? DecimalText.mantissa(reader.readString()) : number(reader);
            case INTEGER -> reader.readInt64Value();
            case TIME -> time(reader.readString());
            case TEXT -> reader.readString().length();
            case TRUTH -> reader.readBoolValue() ? 1 : 0;
            case OTHER -> {
                reader.skipValue();
                yield 0;
            }
        };
    }

    private long time(String text) {
        return times.nanos(text, text.length());
    }

    private static long number(JSONReader reader) {
        BigDecimal number = reader.readBigDecimal();
        return number.setScale(PLACES).unscaledValue().longValue();
    }

    private static long text(JSONReader reader) {
        String text = reader.readString();
        return text.charAt(0) <= '9' ? DecimalText.mantissa(text) : text.length();
    }
}

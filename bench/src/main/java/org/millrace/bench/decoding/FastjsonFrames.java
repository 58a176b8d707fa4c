package org.millrace.bench.decoding;

import com.alibaba.fastjson2.JSONReader;
import java.math.BigDecimal;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads with fastjson2's reader. Numbers are exact, so that bare ones become BigDecimal. */
final class FastjsonFrames implements LibraryReader {
    private static final int PLACES = 8;

    private final TimeText times = new TimeText();
    private final FieldNames names;

    FastjsonFrames(FieldNames names) {
        this.names = names;
    }

    @Override
    public void read(UnsafeBuffer frame, int length, ReadFields to) {
        try (JSONReader reader = JSONReader.of(frame.byteArray(), 0, length)) {
            nested(reader, names.top(), to);
        }
    }

    private void nested(JSONReader reader, Field of, ReadFields to) {
        if (reader.nextIfObjectStart()) {
            object(reader, of, to);
            return;
        }
        reader.nextIfArrayStart();
        while (!reader.nextIfArrayEnd()) {
            if (reader.nextIfObjectStart()) {
                object(reader, of, to);
            } else {
                items(reader, of, to);
            }
        }
    }

    private void object(JSONReader reader, Field of, ReadFields to) {
        while (!reader.nextIfObjectEnd()) {
            value(reader, names.field(reader.readFieldName()), to);
        }
        to.end(of);
    }

    private void items(JSONReader reader, Field of, ReadFields to) {
        int index = 0;
        reader.nextIfArrayStart();
        while (!reader.nextIfArrayEnd()) {
            value(reader, of.item(index++), to);
        }
        to.end(of);
    }

    private void value(JSONReader reader, Field field, ReadFields to) {
        switch (field.role) {
            case NESTED -> nested(reader, field, to);
            case DECIMAL -> to.set(field, decimal(reader));
            case INTEGER -> to.set(field, reader.readInt64Value());
            case MILLIS -> to.set(field, TimeText.ofMillis(reader.readInt64Value()));
            case TIME -> to.set(field, time(reader.readString()));
            case SYMBOL -> to.symbol(reader.readString());
            case LETTER -> to.set(field, reader.readString().charAt(0));
            case CODES -> to.set(field, codes(reader));
            case TRUTH -> to.set(field, reader.readBoolValue() ? 1 : 0);
            case OTHER -> reader.skipValue();
        }
    }

    private long time(String text) {
        return times.nanos(text, text.length());
    }

    private static long decimal(JSONReader reader) {
        if (reader.isString()) {
            return DecimalText.mantissa(reader.readString());
        }
        BigDecimal number = reader.readBigDecimal();
        return number.setScale(PLACES).unscaledValue().longValue();
    }

    private static long codes(JSONReader reader) {
        long codes = 0;
        reader.nextIfArrayStart();
        for (int shift = 0; !reader.nextIfArrayEnd(); shift += Byte.SIZE) {
            codes |= (long) reader.readString().charAt(0) << shift;
        }
        return codes;
    }
}

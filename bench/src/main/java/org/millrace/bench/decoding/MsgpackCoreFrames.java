package org.millrace.bench.decoding;

import java.io.IOException;
import java.time.Instant;
import org.agrona.concurrent.UnsafeBuffer;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ValueType;

/** Reads with msgpack-core: prices as the nearest mantissa. */
final class MsgpackCoreFrames implements LibraryReader {
    private static final double UNIT = 1e8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final FieldNames names;
    private final ArrayBufferInput input = new ArrayBufferInput(new byte[0]);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(input);

    MsgpackCoreFrames(FieldNames names) {
        this.names = names;
    }

    @Override
    public void read(UnsafeBuffer frame, int length, ReadFields to) throws IOException {
        input.reset(frame.byteArray(), 0, length);
        unpacker.reset(input);
        array(names.top(), to);
    }

    private void array(Field of, ReadFields to) throws IOException {
        for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
            map(of, to);
        }
    }

    private void map(Field of, ReadFields to) throws IOException {
        for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
            value(names.field(unpacker.unpackString()), to);
        }
        to.end(of);
    }

    private void value(Field field, ReadFields to) throws IOException {
        switch (field.role) {
            case NESTED -> array(field, to);
            case DECIMAL -> to.set(field, decimal());
            case INTEGER, MILLIS -> to.set(field, unpacker.unpackLong());
            case TIME -> to.set(field, nanos(unpacker.unpackTimestamp()));
            case SYMBOL -> to.symbol(unpacker.unpackString());
            case LETTER -> to.set(field, unpacker.unpackString().charAt(0));
            case CODES -> to.set(field, codes());
            case TRUTH -> to.set(field, unpacker.unpackBoolean() ? 1 : 0);
            case OTHER -> unpacker.skipValue();
        }
    }

    private long decimal() throws IOException {
        return unpacker.getNextFormat().getValueType() == ValueType.FLOAT
                ? Math.round(unpacker.unpackDouble() * UNIT)
                : unpacker.unpackLong() * (long) UNIT;
    }

    private long codes() throws IOException {
        long codes = 0;
        int count = unpacker.unpackArrayHeader();
        for (int i = 0; i < count; i++) {
            codes |= (long) unpacker.unpackString().charAt(0) << (Byte.SIZE * i);
        }
        return codes;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }
}

package org.millrace.bench.decoding;

import java.io.IOException;
import java.time.Instant;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ValueType;

/** Reads the fields that a feed reads, with msgpack-core: prices as the nearest mantissa. */
final class MsgpackCoreFrames {
    private static final double UNIT = 1e8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Roles roles;
    private final ArrayBufferInput input = new ArrayBufferInput(new byte[0]);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(input);

    MsgpackCoreFrames(Roles roles) {
        this.roles = roles;
    }

    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) throws IOException {
        input.reset(frame, 0, length);
        unpacker.reset(input);
        return array();
    }

    private long array() throws IOException {
        long sum = 0;
        for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
            sum += map();
        }
        return sum;
    }

    private long map() throws IOException {
        long sum = 0;
        for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
            sum += value(roles.role(unpacker.unpackString()));
        }
        return sum;
    }

    private long value(Role role) throws IOException {
        return switch (role) {
            case NESTED -> array();
            case DECIMAL ->
                unpacker.getNextFormat().getValueType() == ValueType.FLOAT
                        ? Math.round(unpacker.unpackDouble() * UNIT)
                        : unpacker.unpackLong() * (long) UNIT;
            case INTEGER -> unpacker.unpackLong();
            case TIME -> nanos(unpacker.unpackTimestamp());
            case TEXT -> unpacker.unpackString().length();
            case TRUTH -> unpacker.unpackBoolean() ? 1 : 0;
            case OTHER -> {
                unpacker.skipValue();
                yield 0;
            }
        };
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }
}

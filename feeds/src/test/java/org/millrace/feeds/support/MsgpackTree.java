package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ExtensionValue;
import org.msgpack.value.Value;

/** Turns MessagePack that msgpack-core has read into a tree; times become texts, floats the shortest decimals. */
public final class MsgpackTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final byte TIMESTAMP = -1;

    private MsgpackTree() {}

    /** Reads a frame, which must be one value and no more. */
    public static JsonNode read(byte[] frame) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(frame)) {
            JsonNode tree = node(unpacker);
            if (unpacker.hasNext()) {
                throw new IOException("more than one value");
            }
            return tree;
        }
    }

    private static JsonNode node(MessageUnpacker in) throws IOException {
        MessageFormat format = in.getNextFormat();
        switch (format.getValueType()) {
            case ARRAY -> {
                var array = NODES.arrayNode();
                for (int left = in.unpackArrayHeader(); left > 0; left--) {
                    array.add(node(in));
                }
                return array;
            }
            case MAP -> {
                var map = NODES.objectNode();
                for (int left = in.unpackMapHeader(); left > 0; left--) {
                    JsonNode key = node(in);
                    map.set(key.isTextual() ? key.asText() : "no text: " + key, node(in));
                }
                return map;
            }
            default -> {
                boolean isFloat = format == MessageFormat.FLOAT32;
                return plain(in.unpackValue(), isFloat);
            }
        }
    }

    private static JsonNode plain(Value value, boolean isFloat) throws IOException {
        return switch (value.getValueType()) {
            case STRING -> NODES.textNode(new String(value.asRawValue().asByteArray(), ISO_8859_1));
            case BOOLEAN -> NODES.booleanNode(value.asBooleanValue().getBoolean());
            case INTEGER -> NODES.numberNode(value.asIntegerValue().toBigInteger());
            case FLOAT -> number(value.asFloatValue().toDouble(), isFloat);
            case EXTENSION -> time(value.asExtensionValue());
            default -> NODES.nullNode();
        };
    }

    private static JsonNode number(double number, boolean isFloat) {
        if (!Double.isFinite(number)) {
            return NODES.nullNode();
        }
        return NODES.numberNode(new BigDecimal(isFloat ? Float.toString((float) number) : Double.toString(number)));
    }

    private static JsonNode time(ExtensionValue value) {
        byte[] data = value.getData();
        BigInteger bits = new BigInteger(1, data);
        if (value.getType() != TIMESTAMP) {
            return NODES.nullNode();
        }
        return switch (data.length) {
            case Integer.BYTES -> text(bits.longValue(), 0);
            case Long.BYTES ->
                text(bits.longValue() & ((1L << 34) - 1), bits.shiftRight(34).longValue());
            case Integer.BYTES + Long.BYTES ->
                text(bits.longValue(), bits.shiftRight(64).longValue());
            default -> NODES.nullNode();
        };
    }

    private static JsonNode text(long seconds, long nanos) {
        try {
            return NODES.textNode(Instant.ofEpochSecond(seconds, nanos).toString());
        } catch (java.time.DateTimeException e) {
            return NODES.nullNode();
        }
    }
}

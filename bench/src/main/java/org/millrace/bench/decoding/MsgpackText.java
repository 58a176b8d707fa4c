package org.millrace.bench.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Writes Alpaca's frames as MessagePack: times as timestamps, numbers with a point as doubles. */
final class MsgpackText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MsgpackText() {}

    static byte[] of(String json) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            put(JSON.readTree(json), packer);
            return packer.toByteArray();
        }
    }

    static List<byte[]> of(List<String> frames) throws IOException {
        List<byte[]> messages = new java.util.ArrayList<>();
        for (String frame : frames) {
            messages.add(of(frame));
        }
        return messages;
    }

    private static void put(JsonNode node, MessageBufferPacker to) throws IOException {
        if (node.isArray()) {
            to.packArrayHeader(node.size());
            for (JsonNode item : node) {
                put(item, to);
            }
        } else if (node.isObject()) {
            to.packMapHeader(node.size());
            for (var field : node.properties()) {
                to.packString(field.getKey());
                if (field.getKey().equals("t")) {
                    to.packTimestamp(Instant.parse(field.getValue().asText()));
                } else {
                    put(field.getValue(), to);
                }
            }
        } else if (node.isTextual()) {
            to.packString(node.asText());
        } else if (node.isBoolean()) {
            to.packBoolean(node.asBoolean());
        } else if (node.isIntegralNumber()) {
            to.packLong(node.asLong());
        } else {
            to.packDouble(node.asDouble());
        }
    }
}

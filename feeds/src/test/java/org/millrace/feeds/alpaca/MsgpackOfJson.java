package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Turns JSON into MessagePack as Alpaca writes it, and back; the slow and obvious way. */
final class MsgpackOfJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MsgpackOfJson() {}

    static byte[] bytes(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(JSON.readTree(json), "", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads texts, lists and maps of them. */
    static String text(byte[] bytes) {
        try {
            return JSON.writeValueAsString(read(ByteBuffer.wrap(bytes)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonNode node, String key, DataOutputStream out) throws IOException {
        if (node.isArray()) {
            out.writeByte(0xDC);
            out.writeShort(node.size());
            for (JsonNode element : node) {
                write(element, "", out);
            }
        } else if (node.isObject()) {
            out.writeByte(0x80 | node.size());
            for (var field : node.properties()) {
                text(field.getKey(), out);
                write(field.getValue(), field.getKey(), out);
            }
        } else if (node.isTextual() && key.equals("t")) {
            Instant time = Instant.parse(node.asText());
            out.writeShort(0xD7FF);
            out.writeLong((long) time.getNano() << 34 | time.getEpochSecond());
        } else if (node.isTextual()) {
            text(node.asText(), out);
        } else if (node.isIntegralNumber()) {
            out.writeByte(0xD3);
            out.writeLong(node.asLong());
        } else if (node.isNumber()) {
            out.writeByte(0xCB);
            out.writeDouble(node.asDouble());
        } else {
            out.writeByte(node.isNull() ? 0xC0 : node.asBoolean() ? 0xC3 : 0xC2);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeByte(0xD9);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    private static JsonNode read(ByteBuffer in) {
        int head = in.get() & 0xFF;
        if (head == 0xDE) {
            ObjectNode map = JSON.createObjectNode();
            int size = in.getShort() & 0xFFFF;
            for (int i = 0; i < size; i++) {
                map.set(read(in).asText(), read(in));
            }
            return map;
        }
        if (head == 0xDC) {
            ArrayNode list = JSON.createArrayNode();
            int size = in.getShort() & 0xFFFF;
            for (int i = 0; i < size; i++) {
                list.add(read(in));
            }
            return list;
        }
        byte[] text = new byte[head == 0xDA ? in.getShort() & 0xFFFF : head & 0x1F];
        in.get(text);
        return JSON.getNodeFactory().textNode(new String(text, UTF_8));
    }
}

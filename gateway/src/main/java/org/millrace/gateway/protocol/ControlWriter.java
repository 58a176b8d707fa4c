package org.millrace.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Builds control messages: JSON in a WebSocket text frame. 64-bit integers are strings. */
public final class ControlWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TEXT_FRAME = 0x81;
    private static final int CLOSE_FRAME = 0x88;
    private static final int PONG_FRAME = 0x8A;

    private ControlWriter() {}

    /** Writes the members of a control message behind its {@code op}. */
    @FunctionalInterface
    public interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    public static ByteBuf message(ByteBufAllocator allocator, String op, Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("op", op);
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(allocator, out.toByteArray());
    }

    public static ByteBuf text(ByteBufAllocator allocator, byte[] text) {
        ByteBuf frame = header(allocator, TEXT_FRAME, text.length);
        return frame.writeBytes(text);
    }

    public static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        byte[] text = reason.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int length = Math.min(text.length, 123);
        ByteBuf frame = header(allocator, CLOSE_FRAME, code == 0 ? 0 : 2 + length);
        return code == 0 ? frame : frame.writeShort(code).writeBytes(text, 0, length);
    }

    public static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        return header(allocator, PONG_FRAME, payload.readableBytes()).writeBytes(payload);
    }

    private static ByteBuf header(ByteBufAllocator allocator, int first, int length) {
        ByteBuf frame = allocator.directBuffer(10 + length).writeByte(first);
        if (length < 126) {
            return frame.writeByte(length);
        }
        return length < 65536
                ? frame.writeByte(126).writeShort(length)
                : frame.writeByte(127).writeLong(length);
    }
}

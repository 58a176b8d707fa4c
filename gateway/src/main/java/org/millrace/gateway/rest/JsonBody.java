package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes the bodies of answers. */
final class JsonBody {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private JsonBody() {}

    /** Writes into an open object or array. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes rows and returns how many. */
    @FunctionalInterface
    interface Rows {
        int write(JsonGenerator json) throws IOException;
    }

    static ByteBuf object(Content content) {
        ByteBuf body = Unpooled.buffer(512);
        try (JsonGenerator json = JSON.createGenerator((OutputStream) new ByteBufOutputStream(body))) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body;
    }

    /** Writes a list with its metadata; times are UTC ns. */
    static ByteBuf list(long fromNs, long toNs, Rows rows) {
        return list(fromNs, toNs, "", rows);
    }

    /** Writes one page of a list; {@code nextCursor} leads to the next, empty: there is none. */
    static ByteBuf list(long fromNs, long toNs, String nextCursor, Rows rows) {
        return object(json -> members(json, fromNs, toNs, nextCursor, rows));
    }

    /** Writes a list to its end piece by piece, and closes what it is written to; what it cannot end it leaves open. */
    static void stream(OutputStream out, long fromNs, long toNs, Rows rows) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            members(json, fromNs, toNs, "", rows);
            json.writeEndObject();
        }
        out.close();
    }

    private static void members(JsonGenerator json, long fromNs, long toNs, String nextCursor, Rows rows)
            throws IOException {
        json.writeArrayFieldStart("data");
        int count = rows.write(json);
        json.writeEndArray();
        json.writeObjectFieldStart("metadata");
        json.writeStringField("start_time", Instants.text(fromNs));
        json.writeStringField("end_time", Instants.text(toNs));
        json.writeNumberField("record_count", count);
        if (!nextCursor.isEmpty()) {
            json.writeStringField("next_cursor", nextCursor);
        }
        json.writeEndObject();
    }

    /** Writes a double, or null where it is not a number. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}

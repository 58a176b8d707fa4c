package org.millrace.gateway.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes bodies of what is posted. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes into an open object. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes all that there is to say of a notice. */
    static void notice(JsonGenerator json, Notice notice) throws IOException {
        json.writeStringField("id", notice.key());
        json.writeNumberField("alert_id", notice.alertId());
        json.writeStringField("name", notice.name());
        json.writeStringField("condition", notice.condition());
        json.writeStringField("symbol", notice.subject());
        json.writeNumberField("value", notice.value());
        json.writeNumberField("bound", notice.bound());
        json.writeStringField("time", notice.time());
        json.writeStringField("text", notice.text());
    }
}

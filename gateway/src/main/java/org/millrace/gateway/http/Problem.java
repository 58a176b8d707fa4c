package org.millrace.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Problem details of RFC 9457: what went wrong, without a word of how the program is made. */
final class Problem {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private Problem() {}

    static byte[] body(HttpResponseStatus status, String detail) {
        return body(status, detail, Map.of());
    }

    /** Writes members of our own too: texts and numbers. */
    static byte[] body(HttpResponseStatus status, String detail, Map<String, Object> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", status.reasonPhrase());
            json.writeNumberField("status", status.code());
            json.writeStringField("detail", detail);
            for (Map.Entry<String, Object> member : members.entrySet()) {
                json.writeObjectField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Returns a whole response, for where there is no HTTP codec. */
    static byte[] response(HttpResponseStatus status, String detail) {
        byte[] body = body(status, detail);
        String head = "HTTP/1.1 " + status.code() + ' ' + status.reasonPhrase() + "\r\nContent-Type: " + CONTENT_TYPE
                + "\r\nContent-Length: " + body.length + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length);
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}

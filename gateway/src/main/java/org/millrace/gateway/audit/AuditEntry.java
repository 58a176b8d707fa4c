package org.millrace.gateway.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * One note as it is kept: a line of JSON whose last member is the hash of all before it.
 *
 * <pre>
 *   {"n":7,"time":"…","user":"ann","address":"10.0.0.7","action":"login","object":"/ws/v1","result":"ok",
 *    "request":"…","previous":"hash of the line before","hash":"of this line so far"}
 * </pre>
 *
 * @param number  1, 2, 3, …
 * @param hash    SHA-256 in hexadecimal digits
 */
public record AuditEntry(long number, Instant time, Deed deed, String previous, String hash) {
    /** What stands in the place of the hash before the first. */
    static final String FIRST = "0".repeat(64);

    private static final JsonFactory JSON = new JsonFactory();
    private static final String HASH = ",\"hash\":\"";
    private static final int MAX_TEXT = 512;
    private static final Set<String> NAMES =
            Set.of("n", "time", "user", "address", "action", "object", "result", "request", "previous");

    /** Makes the entry that follows another. */
    static AuditEntry next(long number, Instant time, Deed deed, String previous) {
        AuditEntry entry = new AuditEntry(number, time, deed, previous, "");
        return new AuditEntry(number, time, deed, previous, hash(entry.head()));
    }

    /** Returns the line, without its end. */
    String line() {
        return head() + HASH + hash + "\"}";
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is none, or its hash is not that of what stands before
     */
    static AuditEntry parse(String line) throws IOException {
        int end = line.lastIndexOf(HASH);
        Map<String, String> members = members(line);
        String hash = members.getOrDefault("hash", "");
        if (end < 0 || !hash.equals(hash(line.substring(0, end)))) {
            throw new IOException("not what was written");
        }
        if (!members.keySet().containsAll(NAMES)) {
            throw new IOException("not a note");
        }
        try {
            Deed deed = new Deed(
                    members.get("user"),
                    members.get("address"),
                    members.get("action"),
                    members.get("object"),
                    members.get("result"),
                    members.get("request"));
            AuditEntry entry = new AuditEntry(
                    Long.parseLong(members.get("n")),
                    Instant.parse(members.get("time")),
                    deed,
                    members.get("previous"),
                    hash);
            if (!entry.line().equals(line)) {
                throw new IOException("not what was written");
            }
            return entry;
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("not a note", e);
        }
    }

    private static Map<String, String> members(String line) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a note");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, parser.getText());
            }
        }
        return members;
    }

    /** Returns the line up to its hash: controls and quotation marks in texts are escaped. */
    private String head() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeStringField("time", time.toString());
            json.writeStringField("user", cut(deed.user()));
            json.writeStringField("address", cut(deed.address()));
            json.writeStringField("action", cut(deed.action()));
            json.writeStringField("object", cut(deed.object()));
            json.writeStringField("result", cut(deed.result()));
            json.writeStringField("request", cut(deed.request()));
            json.writeStringField("previous", previous);
            json.flush();
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

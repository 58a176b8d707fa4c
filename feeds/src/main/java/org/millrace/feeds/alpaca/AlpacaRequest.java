package org.millrace.feeds.alpaca;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.feeds.msgpack.MsgpackText;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.Connection;

/** Something asked of the venue: texts and lists of texts by name. Sent in the form that the connection speaks. */
final class AlpacaRequest {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private AlpacaRequest(String action) {
        texts.put("action", action);
    }

    static AlpacaRequest authenticate(ApiKeys keys) {
        AlpacaRequest request = new AlpacaRequest("auth");
        request.texts.put("key", keys.require("APCA_API_KEY_ID"));
        request.texts.put("secret", keys.require("APCA_API_SECRET_KEY"));
        return request;
    }

    static AlpacaRequest subscribe(Map<String, List<String>> symbolsByStream) {
        AlpacaRequest request = new AlpacaRequest("subscribe");
        request.lists.putAll(symbolsByStream);
        return request;
    }

    static AlpacaRequest unsubscribe(Map<String, List<String>> symbolsByStream) {
        AlpacaRequest request = new AlpacaRequest("unsubscribe");
        request.lists.putAll(symbolsByStream);
        return request;
    }

    void send(Connection connection, boolean isBinary) {
        if (isBinary) {
            connection.send(MsgpackText.map(texts, lists));
        } else {
            connection.send(json());
        }
    }

    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
                String[] values = entry.getValue().toArray(String[]::new);
                json.writeFieldName(entry.getKey());
                json.writeArray(values, 0, values.length);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no file here
        }
        return text.toString();
    }
}

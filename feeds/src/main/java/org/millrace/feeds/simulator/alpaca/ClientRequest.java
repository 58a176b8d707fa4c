package org.millrace.feeds.simulator.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client asks for: texts and lists of texts by name. */
final class ClientRequest {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private ClientRequest() {}

    /** Reads text; a request that is none has no action. */
    static ClientRequest ofJson(String text) {
        ClientRequest request = new ClientRequest();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                request.read(parser);
            }
        } catch (IOException e) {
            request.texts.clear(); // not JSON: error 400
        }
        return request;
    }

    /** Reads MessagePack; a request that is none has no action. */
    static ClientRequest ofMsgpack(byte[] message) {
        ClientRequest request = new ClientRequest();
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            for (int left = size(in, 0x80, 0xDE); left > 0; left--) {
                String name = text(in);
                if (isText(in.get(in.position()))) {
                    request.texts.put(name, text(in));
                } else {
                    List<String> values = new ArrayList<>();
                    for (int values16 = size(in, 0x90, 0xDC); values16 > 0; values16--) {
                        values.add(text(in));
                    }
                    request.lists.put(name, values);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            request.texts.clear(); // cut off: error 400
        }
        return request;
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                List<String> values = new ArrayList<>();
                while (parser.nextToken() == JsonToken.VALUE_STRING) {
                    values.add(parser.getText());
                }
                lists.put(name, values);
            } else {
                texts.put(name, parser.getText());
            }
        }
    }

    private static boolean isText(int head) {
        int unsigned = head & 0xFF;
        return (unsigned & 0xE0) == 0xA0 || unsigned == 0xD9 || unsigned == 0xDA;
    }

    private static String text(ByteBuffer in) {
        int head = in.get() & 0xFF;
        int length =
                switch (head) {
                    case 0xD9 -> in.get() & 0xFF;
                    case 0xDA -> in.getShort() & 0xFFFF;
                    default -> head & 0x1F;
                };
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static int size(ByteBuffer in, int fix, int head16) {
        int head = in.get() & 0xFF;
        if (head == head16) {
            return in.getShort() & 0xFFFF;
        }
        return (head & 0xF0) == fix ? head & 0x0F : 0;
    }
}

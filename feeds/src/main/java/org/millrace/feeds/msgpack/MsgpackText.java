package org.millrace.feeds.msgpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Writes requests. They are rare: this allocates. */
public final class MsgpackText {
    private static final int FIX_STR = 0xA0, STR_16 = 0xDA, ARRAY_16 = 0xDC, MAP_16 = 0xDE;
    private static final int FIX_STR_MAX = 31;
    private static final int MAX_SIZE = 0xFFFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private MsgpackText() {}

    /** Returns a map that holds texts, and then lists of texts. */
    public static byte[] map(Map<String, String> texts, Map<String, List<String>> lists) {
        MsgpackText text = new MsgpackText();
        text.sized(MAP_16, texts.size() + lists.size());
        texts.forEach((name, value) -> {
            text.string(name);
            text.string(value);
        });
        lists.forEach((name, values) -> {
            text.string(name);
            text.sized(ARRAY_16, values.size());
            values.forEach(text::string);
        });
        return text.out.toByteArray();
    }

    private void string(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        if (bytes.length <= FIX_STR_MAX) {
            out.write(FIX_STR | bytes.length);
        } else {
            sized(STR_16, bytes.length);
        }
        out.writeBytes(bytes);
    }

    private void sized(int head, int size) {
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("size: " + size + ", expected at most " + MAX_SIZE);
        }
        out.write(head);
        out.write(size >>> Byte.SIZE);
        out.write(size);
    }
}

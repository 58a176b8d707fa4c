package org.millrace.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** Bytes that version 1 of the schema wrote, read by today's codecs. */
class GoldenEventsTest {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final MessageHeaderDecoder HEADER = new MessageHeaderDecoder();

    private final EventRow row = new EventRow(id -> null);

    static List<List<String>> version1() throws Exception {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/version-1.txt")) {
            String text = new String(file.readAllBytes(), UTF_8);
            return List.of(text.strip().split("\n\n")).stream()
                    .map(block -> List.of(block.split("\n")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("version1")
    void shouldReadEveryMessageOfVersion1(List<String> event) {
        row.wrap(bytes(event), 0);

        List<String> members = new ArrayList<>();
        for (int i = 0; i < row.names().size(); i++) {
            members.add(row.names().get(i) + "=" + row.values().get(i));
        }
        members.retainAll(event); // a later version may add members

        assertEquals(event.subList(1, event.size()), members);
    }

    @ParameterizedTest
    @MethodSource("version1")
    void shouldReadVersion1WithGeneratedCodecs(List<String> event) {
        UnsafeBuffer buffer = bytes(event);
        int templateId = EventPrefix.templateId(buffer, 0);

        if (templateId == TradeDecoder.TEMPLATE_ID) {
            TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, 0, HEADER);
            assertEquals(13_000_013L, trade.price());
            assertEquals("text15", trade.conditions());
        } else if (templateId == BookUpdateDecoder.TEMPLATE_ID) {
            BookUpdateDecoder update = new BookUpdateDecoder().wrapAndApplyHeader(buffer, 0, HEADER);
            assertEquals(1, update.levels().count());
        }
        assertEquals(event.get(2), "sequence=" + EventPrefix.sequence(buffer, 0));
    }

    @ParameterizedTest
    @MethodSource("version1")
    void shouldPrintWellFormedJsonWhateverTheBytes(List<String> event) throws Exception {
        EventJson json = new EventJson(id -> null);
        UnsafeBuffer buffer = bytes(event);
        Random random = new Random(1);
        int blockEnd =
                MessageHeaderDecoder.ENCODED_LENGTH + HEADER.wrap(buffer, 0).blockLength();

        for (int i = 0; i < 200; i++) {
            for (int index = EventPrefix.LENGTH; index < blockEnd; index++) {
                buffer.putByte(index, (byte) random.nextInt());
            }

            try (JsonParser parser = JSON.createParser(json.print(buffer, 0))) {
                parser.nextToken();
                parser.skipChildren();
                assertEquals(JsonToken.END_OBJECT, parser.currentToken());
                assertEquals(null, parser.nextToken());
            }
        }
    }

    private static UnsafeBuffer bytes(List<String> event) {
        return new UnsafeBuffer(HexFormat.of().parseHex(event.get(0)));
    }
}

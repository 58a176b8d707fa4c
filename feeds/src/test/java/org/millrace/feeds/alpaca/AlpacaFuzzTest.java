package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.support.MsgpackTree;
import org.msgpack.core.MessagePackException;

class AlpacaFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;

    @Test
    void shouldReadSameOfFramesWrittenOtherwise() throws JsonProcessingException {
        Random random = new Random(1);
        AlpacaHarness plain = new AlpacaHarness();
        AlpacaHarness odd = new AlpacaHarness();
        AlpacaHarness binary = new AlpacaHarness(true);
        for (int i = 0; i < 2_000; i++) {
            String frame = AlpacaFrames.ALL.get(i % AlpacaFrames.ALL.size());
            JsonNode shuffled = shuffled(JSON.readTree(frame), random);
            List<String> expected = plain.eventsOf(frame);

            assertEquals(expected, odd.eventsOf(written(shuffled, random)), frame);
            binary.frame(MsgpackOfJson.bytes(shuffled.toString()), 1);
            assertEquals(expected, binary.events.take(), frame);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseEveryPrefix(boolean isBinary) {
        AlpacaHarness venue = new AlpacaHarness(isBinary);

        FrameFuzz.refuseEveryPrefix(frames(isBinary), venue.feed, venue.events);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPublishNothingThatIsNotInTheFrame(boolean isBinary) {
        FrameFuzz fuzz = new FrameFuzz(2);
        AlpacaHarness venue = new AlpacaHarness(isBinary);
        List<byte[]> frames = frames(isBinary);
        int published = 0;
        int unread = 0;
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            venue = i % BATCH == 0 ? whole(isBinary) : venue;
            byte[] frame = fuzz.damaged(frames);

            fuzz.hand(frame, venue.feed);

            List<String> told = FrameFuzz.data(venue.events.take());
            List<String> said = told.isEmpty() ? told : said(frame, isBinary, venue);
            published += told.size();
            unread += said == null ? 1 : 0;
            assertTrue(said == null || said.containsAll(told), () -> told + " of " + said + FrameFuzz.text(frame));
        }
        int most = FrameFuzz.ROUNDS / 200;
        assertTrue(published > FrameFuzz.ROUNDS / 50, "messages that were still whole: " + published);
        assertTrue(unread <= most, "frames that only the feed could read: " + unread);
    }

    /** A book whose change comes twice, or not at all, is as the venue's numbers leave it: it has none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeDoubledMessagesAsTheyCome(boolean isBinary) {
        AlpacaHarness venue = whole(isBinary);
        for (byte[] frame : frames(isBinary)) {
            venue.frame(frame, 1);
            List<String> once = FrameFuzz.data(venue.events.take());

            venue.frame(frame, 1);

            assertEquals(once, FrameFuzz.data(venue.events.take()), FrameFuzz.text(frame));
        }
    }

    /** Returns a feed whose book is whole. */
    private static AlpacaHarness whole(boolean isBinary) {
        AlpacaHarness venue = new AlpacaHarness(isBinary);
        frames(isBinary).forEach(frame -> venue.frame(frame, 1));
        venue.events.take();
        return venue;
    }

    private static List<byte[]> frames(boolean isBinary) {
        return AlpacaFrames.ALL.stream()
                .map(frame -> isBinary ? MsgpackOfJson.bytes(frame) : frame.getBytes(UTF_8))
                .toList();
    }

    /** Returns what a frame says by another's reading; null: that one cannot read it. */
    private static List<String> said(byte[] frame, boolean isBinary, AlpacaHarness venue) {
        try {
            JsonNode tree = isBinary ? MsgpackTree.read(frame) : LooseJson.read(frame);
            return new AlpacaReading(venue.instruments).lines(tree);
        } catch (IOException | MessagePackException e) {
            return null;
        }
    }

    /** Returns a frame with the keys of its messages in another order, and with some that nobody knows. */
    private static JsonNode shuffled(JsonNode frame, Random random) {
        var messages = JSON.createArrayNode();
        for (JsonNode message : frame) {
            List<String> keys = new ArrayList<>();
            message.fieldNames().forEachRemaining(keys::add);
            keys.add("unknown");
            keys.add("w");
            Collections.shuffle(keys, random);
            var object = messages.addObject();
            for (String key : keys) {
                object.set(
                        key,
                        message.has(key)
                                ? message.get(key)
                                : JSON.createObjectNode().put("p", 1.5));
            }
        }
        return messages;
    }

    /** Writes JSON with white space and escapes. */
    private static String written(JsonNode frame, Random random) {
        String text = frame.toString().replace("\"AAPL\"", "\"A\\u0041PL\"").replace("BTC/USD", "BTC\\/USD");
        StringBuilder spaced = new StringBuilder();
        boolean isText = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            isText ^= c == '"';
            boolean isMark = "{}[]:,".indexOf(c) >= 0 && !isText;
            String space = isMark ? " \t\n\r".substring(random.nextInt(5)) : "";
            spaced.append(space).append(c).append(space);
        }
        return spaced.toString();
    }
}

package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlpacaFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MUTATIONS = Integer.getInteger("millrace.mutations", 20_000);
    private static final Pattern NUMBER = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");
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
        for (String frame : AlpacaFrames.ALL) {
            byte[] bytes = bytes(frame, isBinary);
            for (int length = 0; length < bytes.length; length++) {
                venue.frame(Arrays.copyOf(bytes, length), 1);
                List<String> events = venue.events.take();

                assertTrue(events.size() == 1 && events.get(0).contains("MALFORMED"), events + " of " + frame);
            }
        }
    }

    @Test
    void shouldPublishNothingThatIsNotInTheFrame() {
        Random random = new Random(2);
        AlpacaHarness venue = new AlpacaHarness();
        int published = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            venue = i % BATCH == 0 ? new AlpacaHarness() : venue;
            byte[] bytes = mutate(frame(random).getBytes(UTF_8), random);

            hand(venue, bytes, random);

            for (String event : venue.events.take()) {
                boolean isData = event.startsWith("Trade ") || event.startsWith("Quote ");
                published += isData ? 1 : 0;
                assertTrue(!isData || numbers(bytes).containsAll(values(event)), event + " of " + text(bytes));
            }
        }
        assertTrue(published > MUTATIONS / 50, "messages that were still whole: " + published);
    }

    /** Compares what comes of mutated MessagePack with what the slow reader of these tests reads in it. */
    @Test
    void shouldPublishNothingThatIsNotInABinaryFrame() {
        Random random = new Random(3);
        AlpacaHarness venue = new AlpacaHarness(true);
        int published = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            venue = i % BATCH == 0 ? new AlpacaHarness(true) : venue;
            byte[] bytes = mutate(MsgpackOfJson.bytes(frame(random)), random);

            hand(venue, bytes, random);

            for (String event : venue.events.take()) {
                boolean isData = event.startsWith("Trade ") || event.startsWith("Quote ");
                published += isData ? 1 : 0;
                assertTrue(
                        !isData || MsgpackOfJson.numbers(bytes).containsAll(values(event)),
                        event + " of " + Arrays.toString(bytes));
            }
        }
        assertTrue(published > MUTATIONS / 50, "messages that were still whole: " + published);
    }

    private static String frame(Random random) {
        return AlpacaFrames.ALL.get(random.nextInt(AlpacaFrames.ALL.size()));
    }

    private static byte[] bytes(String frame, boolean isBinary) {
        return isBinary ? MsgpackOfJson.bytes(frame) : frame.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** Hands a frame over amid other bytes, or at the very end of its buffer. */
    private static void hand(AlpacaHarness venue, byte[] bytes, Random random) {
        byte[] within = new byte[bytes.length + 200];
        random.nextBytes(within);
        System.arraycopy(bytes, 0, within, 50, bytes.length);
        int room = random.nextBoolean() ? within.length : 50 + bytes.length;
        venue.feed.onFrame(new UnsafeBuffer(within, 0, room), 50, bytes.length, 1);
    }

    /** Returns what an event says in numbers: id, price, quantity and so on. */
    private static Set<String> values(String event) {
        Set<String> values = new HashSet<>();
        String[] words = event.split(" ", -1);
        for (int i = 3; i < words.length && !words[i].startsWith("["); i++) {
            if (NUMBER.matcher(words[i]).matches() && !words[i].equals("0")) {
                values.add(words[i]);
            }
        }
        return values;
    }

    private static Set<String> numbers(byte[] frame) {
        Set<String> numbers = new HashSet<>();
        Matcher matcher = NUMBER.matcher(text(frame));
        while (matcher.find()) {
            numbers.add(MsgpackOfJson.plain(new BigDecimal(matcher.group())));
        }
        return numbers;
    }

    private static byte[] mutate(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 3 -> bytes[at] = (byte) "\"{}[]:,.\\-eE tuf0".charAt(random.nextInt(17));
                default -> bytes[at] = bytes[random.nextInt(bytes.length)];
            }
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
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

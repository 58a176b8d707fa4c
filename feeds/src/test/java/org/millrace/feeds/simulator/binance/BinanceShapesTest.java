package org.millrace.feeds.simulator.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.face.FrameSink;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;
import org.millrace.feeds.support.Captures;

/** Frames of the simulator beside recorded ones. */
class BinanceShapesTest {
    private static final long START_NS = 1_793_491_200_000_000_000L;
    private static final SimulatedInstrument BTC =
            new SimulatedInstrument("BTCUSDT", "BTC", "USDT", 60_000.0, 2, 3, 60.0);

    private final List<byte[]> payloads = new ArrayList<>();

    @Test
    void shouldWriteFuturesAsRecorded() {
        Map<String, Set<String>> recorded = new TreeMap<>();
        for (String line : Captures.lines("binance/usdm-btcusdt-20240718.ws.jsonl.gz")) {
            String payload = line.substring(line.indexOf("\"data\":") + 7, line.length() - 1);
            add(recorded, payload);
        }
        run(new FuturesFrames(List.of(BTC), sink()));
        Map<String, Set<String>> simulated = new TreeMap<>();
        payloads.forEach(payload -> add(simulated, new String(payload, UTF_8)));

        assertThat(simulated.keySet()).isEqualTo(Set.of("trade", "bookTicker", "depthUpdate"));
        simulated.forEach((kind, shapes) -> assertThat(recorded.get(kind)).containsAll(shapes));
    }

    @Test
    void shouldAnswerForABookOfFuturesAsRecorded() {
        String line =
                Captures.lines("binance/usdm-btcusdt-20240718.rest.jsonl.gz").get(0);
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        SimulatedMarket market = run(new FuturesFrames(List.of(BTC), sink()));

        int length = FuturesFrames.snapshot(market.instrument(0), 1_000, buffer);

        assertThat(shape(buffer.getStringWithoutLengthAscii(0, length)))
                .isEqualTo(shape(line.substring(line.lastIndexOf('\t') + 1)));
    }

    /** Headers, blocks and groups: each message of a template begins with the same bytes but for its values. */
    @Test
    void shouldWriteBinaryMessagesAsDerived() {
        Map<String, Set<String>> derived = new TreeMap<>();
        for (String line : Captures.lines("binance/sbe-derived-btcusdt-20240808.bin.jsonl.gz")) {
            addBinary(derived, HexFormat.of().parseHex(line.substring(line.indexOf('\t') + 1)));
        }
        run(new SbeFrames(List.of(BTC), sink()));
        Map<String, Set<String>> simulated = new TreeMap<>();
        payloads.forEach(payload -> addBinary(simulated, payload));

        assertThat(simulated.keySet()).isEqualTo(Set.of("10000", "10001", "10003"));
        simulated.forEach(
                (template, layouts) -> assertThat(derived.get(template)).containsAll(layouts));
    }

    private SimulatedMarket run(MarketListener frames) {
        SimulatedMarket market = new SimulatedMarket(List.of(BTC), 5, START_NS, frames);
        for (int i = 0; i < 20_000; i++) {
            market.step();
        }
        return market;
    }

    private FrameSink sink() {
        return new FrameSink() {
            @Override
            public boolean wants(int stream) {
                return true;
            }

            @Override
            public void onPayload(int stream, DirectBuffer buffer, int offset, int length) {
                byte[] payload = new byte[length];
                buffer.getBytes(offset, payload);
                payloads.add(payload);
            }
        };
    }

    private static void add(Map<String, Set<String>> to, String payload) {
        String kind = payload.substring(6, payload.indexOf('"', 6));
        to.computeIfAbsent(kind, key -> new TreeSet<>()).add(shape(payload));
    }

    private static String shape(String frame) {
        return frame.replaceAll("\"\\d+\\.(\\d{2})\"", "PRICE")
                .replaceAll("\"\\d+\\.(\\d{3})\"", "QUANTITY")
                .replaceAll("(\\[PRICE,QUANTITY],?)+", "LEVELS")
                .replaceAll("\\[]", "[LEVELS]")
                .replaceAll(":\\d+", ":NUMBER")
                .replaceAll(":(true|false)", ":BOOLEAN");
    }

    private static void addBinary(Map<String, Set<String>> to, byte[] message) {
        int template = (message[2] & 0xFF) | (message[3] & 0xFF) << 8;
        int block = (message[0] & 0xFF) | (message[1] & 0xFF) << 8;
        StringBuilder layout = new StringBuilder(HexFormat.of().formatHex(message, 0, 8));
        layout.append(" exponents ").append(exponents(message, template));
        int position = 8 + block;
        int groups = template == 10_000 ? 1 : template == 10_003 ? 2 : 0;
        for (int i = 0; i < groups; i++) {
            int entry = (message[position] & 0xFF) | (message[position + 1] & 0xFF) << 8;
            int count = (message[position + 2] & 0xFF) | (message[position + 3] & 0xFF) << 8;
            layout.append(" entry ").append(entry);
            position += (template == 10_000 ? 6 : 4) + entry * count;
        }
        String symbol = new String(message, position + 1, message[position], UTF_8);
        layout.append(' ')
                .append(symbol)
                .append(position + 1 + message[position] == message.length ? " whole" : " cut");
        to.computeIfAbsent(Integer.toString(template), key -> new TreeSet<>()).add(layout.toString());
    }

    private static String exponents(byte[] message, int template) {
        int at = 8 + (template == 10_003 ? 24 : 16);
        return message[at] + " " + message[at + 1];
    }
}

package org.millrace.feeds.simulator.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.LongArrayList;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;
import org.millrace.feeds.support.Captures;

/** Messages of the simulator beside those that the vendor's documentation prints. */
class AlpacaShapesTest {
    private static final long START_NS = 1_793_491_200_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<SimulatedInstrument> MARKETS = List.of(SimulatedInstrument.DEFAULTS.get(0));

    /** Of crypto only bars were recorded: the rest as the protocol's description has it. */
    private static final Map<String, String> DESCRIBED = Map.of(
            "t", "T:text S:text p:number s:number t:time i:number tks:text",
            "q", "T:text S:text bp:number bs:number ap:number as:number t:time",
            "o", "T:text S:text t:time b:[p:number s:number] a:[p:number s:number]");

    @Test
    void shouldWriteSharesAsRecorded() throws IOException {
        Map<String, Set<String>> recorded = new TreeMap<>();
        addRecorded(recorded, "alpaca/doc-session-sip-20230406.ws.jsonl.gz");
        addRecorded(recorded, "alpaca/doc-examples-stocks.ws.jsonl.gz");

        Map<String, Set<String>> simulated = simulated(new Variant(false, false));

        assertThat(simulated.keySet()).isEqualTo(Set.of("t", "q", "b", "s"));
        simulated.forEach((type, shapes) -> assertThat(recorded.get(type)).containsAll(shapes));
    }

    @Test
    void shouldWriteCryptoAsRecordedAndDescribed() throws IOException {
        Map<String, Set<String>> recorded = new TreeMap<>();
        addRecorded(recorded, "alpaca/doc-session-crypto-us-20230317.ws.jsonl.gz");

        Map<String, Set<String>> simulated = simulated(new Variant(true, false));

        assertThat(simulated.remove("b")).isSubsetOf(recorded.get("b"));
        simulated.remove("s"); // of shares only
        Map<String, Set<String>> described = new HashMap<>();
        DESCRIBED.forEach((type, shape) -> described.put(type, Set.of(shape)));
        assertThat(simulated).isEqualTo(described);
    }

    private static Map<String, Set<String>> simulated(Variant variant) throws IOException {
        Map<String, Set<String>> shapes = new TreeMap<>();
        AlpacaMessages messages = new AlpacaMessages(variant);
        for (String frame : frames(messages, variant.isCrypto())) {
            add(shapes, frame);
        }
        return shapes;
    }

    private static Set<String> frames(AlpacaMessages messages, boolean isCrypto) {
        Set<String> frames = new TreeSet<>();
        ShownBook book = new ShownBook(Integer.MAX_VALUE);
        LongArrayList lots = new LongArrayList();
        SimulatedMarket market = new SimulatedMarket(MARKETS, 5, START_NS, new MarketListener() {
            @Override
            public void onTrade(OrderFlow flow) {
                lots.addLong(flow.lastTrade().lots);
            }

            @Override
            public void onAggregateTrade(OrderFlow flow) {
                frames.add(text(messages.trades(flow, lots)));
                lots.clear();
            }

            @Override
            public void onTop(OrderFlow flow) {
                frames.add(text(messages.quote(flow)));
            }

            @Override
            public void onDepth(OrderFlow flow, DiffPace pace) {
                if (isCrypto
                        && book.follow(flow.orders())
                        && book.bids().changes() * book.asks().changes() > 0) {
                    frames.add(text(messages.change(flow, book)));
                }
            }

            @Override
            public void onBar(OrderFlow flow, SimulatedBar bar) {
                if (bar.intervalIndex == BarIntervals.index("1m")) {
                    frames.add(text(messages.bar(flow, bar, "b")));
                }
            }
        });
        for (int i = 0; i < 20_000; i++) {
            market.step();
        }
        frames.add(text(messages.status(market.instrument(0), true)));
        return frames;
    }

    private static String text(Form form) {
        ExpandableArrayBuffer copy = new ExpandableArrayBuffer();
        copy.putBytes(0, form.buffer(), 0, form.length());
        return copy.getStringWithoutLengthUtf8(0, form.length());
    }

    private static void addRecorded(Map<String, Set<String>> to, String file) throws IOException {
        for (String line : Captures.lines(file)) {
            add(to, line.substring(line.indexOf('\t') + 1));
        }
    }

    private static void add(Map<String, Set<String>> to, String frame) throws IOException {
        for (JsonNode message : JSON.readTree(frame)) {
            to.computeIfAbsent(message.get("T").asText(), key -> new TreeSet<>())
                    .add(shape(message));
        }
    }

    /** Returns keys in their order with the kinds of their values. */
    private static String shape(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (var field : message.properties()) {
            JsonNode value = field.getValue();
            String kind = value.isNumber() ? "number" : "text";
            if (value.isArray()) {
                kind = "[" + (value.path(0).isObject() ? shape(value.get(0)) : "text") + "]";
            } else if (field.getKey().equals("t")) {
                kind = value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,8}[1-9])?Z")
                        ? "time"
                        : "?";
            }
            text.append(text.length() == 0 ? "" : " ")
                    .append(field.getKey())
                    .append(':')
                    .append(kind);
        }
        return text.toString();
    }
}

package org.millrace.feeds.simulator.yahoo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;
import org.millrace.feeds.support.Captures;

/** Messages and charts of the simulator beside recorded ones. */
class YahooShapesTest {
    private static final long START_NS = 1_793_491_200_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldWriteMessagesAsRecorded() {
        String line =
                Captures.lines("yahoo/streamer-btcusd-20250110.ws.jsonl.gz").get(0);
        List<String> recorded = fields(line.substring(line.indexOf('\t') + 1).getBytes(US_ASCII));
        OrderFlow flow = market().instrument(0);

        assertThat(fields(PricingMessage.ofCrypto(flow, "BTC-USDT"))).isEqualTo(recorded);
    }

    @Test
    void shouldWriteChartsWithKeysAsRecorded() throws IOException {
        String line = Captures.lines("yahoo/chart-AAPL-1mo-6y.rest.jsonl.gz").get(0);
        JsonNode recorded = JSON.readTree(line.substring(line.lastIndexOf('\t') + 1));
        OrderFlow flow = market().instrument(0);
        YahooChart chart = new YahooChart(flow, "BTC", flow.bar(BarIntervals.index("1m")), "1m");
        chart.live(flow.lastTrade().ticks, flow.timeMs() / 1_000);

        JsonNode simulated = JSON.readTree(chart.text(0, Long.MAX_VALUE));

        assertThat(keys(simulated.at("/chart/result/0/meta"))).isSubsetOf(keys(recorded.at("/chart/result/0/meta")));
        assertThat(keys(simulated.at("/chart/result/0/indicators/quote/0")))
                .containsExactlyInAnyOrderElementsOf(keys(recorded.at("/chart/result/0/indicators/quote/0")));
        JsonNode times = simulated.at("/chart/result/0/timestamp");
        assertThat(times.get(times.size() - 1)).isEqualTo(simulated.at("/chart/result/0/meta/regularMarketTime"));
        for (String column : Set.of("open", "high", "low", "close")) {
            for (JsonNode price : simulated.at("/chart/result/0/indicators/quote/0/" + column)) {
                assertThat(price.isNull() || (float) price.asDouble() == price.asDouble())
                        .as("%s %s was a float", column, price)
                        .isTrue();
            }
        }
    }

    private static SimulatedMarket market() {
        MarketListener nobody = new MarketListener() {
            @Override
            public void onTrade(OrderFlow flow) {}

            @Override
            public void onAggregateTrade(OrderFlow flow) {}

            @Override
            public void onTop(OrderFlow flow) {}

            @Override
            public void onDepth(OrderFlow flow, DiffPace pace) {}

            @Override
            public void onBar(OrderFlow flow, SimulatedBar bar) {}
        };
        SimulatedMarket market = new SimulatedMarket(List.of(SimulatedInstrument.DEFAULTS.get(0)), 5, START_NS, nobody);
        for (int i = 0; i < 40_000; i++) {
            market.step();
        }
        return market;
    }

    /** Returns the fields' numbers and wire types in their order. */
    private static List<String> fields(byte[] base64) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        List<String> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int type = (int) tag & 7;
            fields.add((tag >>> 3) + ":" + type);
            switch (type) {
                case 0 -> varint(in);
                case 1 -> in.position(in.position() + Long.BYTES);
                case 2 -> in.position((int) varint(in) + in.position());
                default -> in.position(in.position() + Integer.BYTES);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}

package org.millrace.gateway.liquidations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.StringWriter;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

class PlotTest {
    private final List<LiquidationRow> rows = LiquidationRows.hours(4);

    @Test
    void shouldColourPricesByTheirBins() throws IOException, ParseException {
        rows.get(1).set(LiquidationColumn.BIN_INDEX, 8);

        assertThat(traces(Plot.PRICE_COLOR))
                .containsExactly(
                        "price lines y [00:00 100.0, 01:00 101.0, 02:00 102.0, 03:00 103.0] {color=#f1c232}",
                        "bin 4 markers y [00:00 100.0, 02:00 102.0, 03:00 103.0] {color=#ff8a70, size=4, symbol=circle}",
                        "bin 8 markers y [01:00 101.0] {color=#ff5430, size=4, symbol=circle}");
    }

    @Test
    void shouldBandTheHoursOfEachSide() throws IOException, ParseException {
        LiquidationRows.signal(rows.get(0), "Weak_Buy");
        LiquidationRows.signal(rows.get(1), "Weak_Buy");
        LiquidationRows.signal(rows.get(3), "Weak_Sell");

        List<?> shapes = (List<?>) map(plot(Plot.RPN_DOMINANCE).get("layout")).get("shapes");

        assertThat(shapes.stream()
                        .map(shape -> map(shape).get("name") + " " + map(shape).get("x0") + " "
                                + map(shape).get("x1") + " " + map(shape).get("fillcolor")))
                .containsExactly(
                        "Bull 2024-03-01T00:00:00Z 2024-03-01T02:00:00Z #b6d7a8",
                        "Bear 2024-03-01T03:00:00Z 2024-03-01T04:00:00Z #ea9999");
        assertThat(traces(Plot.RPN_DOMINANCE)).hasSize(3).allMatch(trace -> trace.contains(" lines "));
    }

    @Test
    void shouldMarkCorrelationsOnTheLongs() throws IOException, ParseException {
        rows.get(2).set(LiquidationColumn.CORR_CASE, "LUSDL");

        assertThat(traces(Plot.FLL_FSL).get(2))
                .isEqualTo("LUSDL markers y [02:00 0.5] {color=#ffe599, size=3, symbol=circle}");
    }

    @Test
    void shouldShowDominanceInThreeRows() throws IOException, ParseException {
        LiquidationRows.signal(rows.get(0), "Weak_Buy").set(LiquidationColumn.DOMINANCE_DURATION_TOTAL, 7);

        Map<String, Object> plot = plot(Plot.DOMINANCE_STATUS);
        Map<String, Object> hours = map(((List<?>) plot.get("data")).get(0));

        assertThat(traces(Plot.DOMINANCE_STATUS).stream().map(trace -> trace.replaceAll(" \\[.*", "")))
                .containsExactly("dominance_duration_total lines y", "dominance_time markers y2", "price lines y3");
        assertThat(hours.get("fill")).isEqualTo("tozeroy");
        assertThat(map(((List<?>) plot.get("data")).get(2)).get("text").toString())
                .isEqualTo("[Bull, Congestion, Congestion, Congestion]");
        assertThat(map(plot.get("layout")).get("height").toString()).isEqualTo("900");
    }

    @Test
    void shouldMarkCeilingsAndBottomsOnThePrice() throws IOException, ParseException {
        rows.get(0).set(LiquidationColumn.HIT_CEILING_BOTTOM, -1);
        rows.get(1).set(LiquidationColumn.HIT_CEILING_BOTTOM, 1);
        rows.get(2).set(LiquidationColumn.REVERSE_CEILING_BOTTOM, 1);
        rows.get(3).set(LiquidationColumn.REVERSE_CEILING_BOTTOM, -1);

        assertThat(traces(Plot.SIGNALS).subList(1, 5))
                .containsExactly(
                        "Ceiling markers y [00:00 100.0] {color=#cc0000, size=10, symbol=triangle-down}",
                        "Bottom markers y [01:00 101.0] {color=#38761d, size=10, symbol=triangle-up}",
                        "Failed ceiling (bullish) markers y [02:00 102.0] {color=#6aa84f, size=8, symbol=square}",
                        "Failed bottom (bearish) markers y [03:00 103.0] {color=#e06666, size=8, symbol=square}");
    }

    @Test
    void shouldDrawTenThousandHoursAtMostAndEachSignal() {
        List<LiquidationRow> many = LiquidationRows.hours(25_000);
        IntStream.range(0, 300).forEach(i -> LiquidationRows.signal(many.get(i * 83 + 1), "Weak_Sell"));

        List<LiquidationRow> drawn = Plot.drawn(many);

        assertThat(drawn.size()).isBetween(8_000, Plot.MOST_POINTS);
        assertThat(drawn.stream().filter(LiquidationJson::isSignal)).hasSize(300);
        assertThat(drawn).isSortedAccordingTo((a, b) -> Long.compare(a.startNs(), b.startNs()));
    }

    @Test
    void shouldNotDrawMoreWhereAllAreSignals() {
        List<LiquidationRow> many = LiquidationRows.hours(20_001);
        many.forEach(row -> LiquidationRows.signal(row, "Buy"));

        assertThat(Plot.drawn(many)).hasSize(6_667);
    }

    private List<String> traces(Plot plot) throws IOException, ParseException {
        return ((List<?>) plot(plot).get("data"))
                .stream()
                        .map(PlotTest::map)
                        .map(trace -> trace.get("name") + " " + trace.get("mode") + " " + trace.get("yaxis") + " "
                                + points(trace) + " " + trace.getOrDefault("line", trace.get("marker")))
                        .toList();
    }

    private static List<String> points(Map<String, Object> trace) {
        List<?> x = (List<?>) trace.get("x");
        List<?> y = (List<?>) trace.get("y");
        return IntStream.range(0, x.size())
                .mapToObj(i -> x.get(i).toString().substring(11, 16) + " " + y.get(i))
                .toList();
    }

    private Map<String, Object> plot(Plot plot) throws IOException, ParseException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeFieldName("data");
            plot.writeTraces(json, rows);
            json.writeFieldName("layout");
            plot.writeLayout(json, rows);
            json.writeEndObject();
        }
        return JSONObjectUtils.parse(text.toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}

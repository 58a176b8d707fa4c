package org.millrace.gateway.liquidations;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

/** Plots of hours: traces, and how they are laid out. */
public enum Plot {
    PRICE_COLOR("Price by bin", 500, "USD") {
        @Override
        List<Trace> traces() {
            return Stream.concat(
                            Stream.of(PRICE),
                            IntStream.range(0, BINS.size())
                                    .mapToObj(bin -> Trace.markers(
                                            "bin " + bin,
                                            LiquidationColumn.PRICE,
                                            BINS.get(bin),
                                            "circle",
                                            4,
                                            row -> row.count(LiquidationColumn.BIN_INDEX) == bin)))
                    .toList();
        }
    },
    RPN_DOMINANCE("Price and dominance, risk priority number", 800, "USD, risk priority number") {
        @Override
        List<Trace> traces() {
            return List.of(
                    PRICE,
                    Trace.line(LiquidationColumn.RISK_PRIORITY_NUMBER, 2, "#3d85c6"),
                    Trace.line(LiquidationColumn.LLD_CWT_KF_SMOOTH, 2, "#f1c232"));
        }
    },
    FLL_FSL("Liquidated longs and shorts", 500, "ln(1 + coins)") {
        @Override
        List<Trace> traces() {
            List<Trace> traces = new ArrayList<>(List.of(
                    Trace.line(LiquidationColumn.FLL_CWT_KF, 1, "#8fce00"),
                    Trace.line(LiquidationColumn.FSL_CWT_KF, 1, "#f44336")));
            for (String[] correlation : CORRELATIONS) {
                traces.add(Trace.markers(
                        correlation[0], LiquidationColumn.FLL_CWT_KF, correlation[1], "circle", 3, row -> row.text(
                                        LiquidationColumn.CORR_CASE)
                                .equals(correlation[0])));
            }
            return traces;
        }
    },
    DOMINANCE_STATUS("Dominance", 900, "hours, count, USD") {
        @Override
        List<Trace> traces() {
            return List.of(
                    Trace.line(LiquidationColumn.DOMINANCE_DURATION_TOTAL, 1, "#6aa84f")
                            .filled(),
                    Trace.markers(
                                    "dominance_time",
                                    LiquidationColumn.DOMINANCE_TIME,
                                    "#f44336",
                                    "circle",
                                    4,
                                    row -> true)
                            .at(2),
                    PRICE.at(3).telling(LiquidationColumn.DOMINANCE_CLASS));
        }
    },
    SIGNALS("Ceilings and bottoms", 500, "USD") {
        @Override
        List<Trace> traces() {
            return List.of(
                    PRICE,
                    mark("Ceiling", LiquidationColumn.HIT_CEILING_BOTTOM, -1, "#cc0000", "triangle-down", 10),
                    mark("Bottom", LiquidationColumn.HIT_CEILING_BOTTOM, 1, "#38761d", "triangle-up", 10),
                    mark(
                            "Failed ceiling (bullish)",
                            LiquidationColumn.REVERSE_CEILING_BOTTOM,
                            1,
                            "#6aa84f",
                            "square",
                            8),
                    mark(
                            "Failed bottom (bearish)",
                            LiquidationColumn.REVERSE_CEILING_BOTTOM,
                            -1,
                            "#e06666",
                            "square",
                            8));
        }
    };

    /** Most hours that a plot draws. */
    public static final int MOST_POINTS = 10_000;

    private static final Trace PRICE = Trace.line(LiquidationColumn.PRICE, 1, "#f1c232");
    private static final List<String> BINS =
            List.of("#ffc0b0", "#ffb3a0", "#ffa590", "#ff9880", "#ff8a70", "#ff7d60", "#ff6f50", "#ff6240", "#ff5430");
    private static final List<String[]> CORRELATIONS = List.of(
            new String[] {"LUSUL", "#b6d7a8"},
            new String[] {"LUSUS", "#93c47d"},
            new String[] {"LDSDL", "#ea9999"},
            new String[] {"LDSDS", "#f4cccc"},
            new String[] {"LUSDL", "#ffe599"},
            new String[] {"LUSDS", "#ffd966"},
            new String[] {"LDSUL", "#9fc5e8"},
            new String[] {"LDSUS", "#cfe2f3"});
    private static final double OPACITY = 0.2;

    private final String title;
    private final int height;
    private final String axes;

    Plot(String title, int height, String axes) {
        this.title = title;
        this.height = height;
        this.axes = axes;
    }

    abstract List<Trace> traces();

    /** Returns the plot of a name, or null. */
    public static Plot named(String name) {
        for (Plot plot : values()) {
            if (plot.text().equals(name)) {
                return plot;
            }
        }
        return null;
    }

    /** Returns the name that users write. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the hours that are drawn: all with a signal, and so many of the others, evenly, that it is not too many. */
    public static List<LiquidationRow> drawn(List<LiquidationRow> rows) {
        if (rows.size() <= MOST_POINTS) {
            return rows;
        }
        int signals = (int) rows.stream().filter(LiquidationJson::isSignal).count();
        boolean keepsSignals = signals < MOST_POINTS;
        int others = keepsSignals ? rows.size() - signals : rows.size();
        int room = keepsSignals ? MOST_POINTS - signals : MOST_POINTS;
        int step = (others + room - 1) / room;
        List<LiquidationRow> drawn = new ArrayList<>();
        int passed = 0;
        for (LiquidationRow row : rows) {
            boolean isKept = keepsSignals && LiquidationJson.isSignal(row);
            if (isKept || passed++ % step == 0) {
                drawn.add(row);
            }
        }
        return drawn;
    }

    /** Writes the traces of hours as an array. */
    public void writeTraces(JsonGenerator json, List<LiquidationRow> rows) throws IOException {
        json.writeStartArray();
        for (Trace trace : traces()) {
            boolean isEmpty = !trace.symbol().isEmpty() && rows.stream().noneMatch(trace.isShown());
            if (!isEmpty) {
                trace.write(json, rows);
            }
        }
        json.writeEndArray();
    }

    /** Writes how they are laid out as an object. */
    public void writeLayout(JsonGenerator json, List<LiquidationRow> rows) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title);
        json.writeNumberField("height", height);
        json.writeStringField("template", "plotly_dark");
        String[] titles = axes.split(", ", -1);
        json.writeNumberField("rows", titles.length);
        json.writeObjectFieldStart("xaxis");
        json.writeStringField("type", "date");
        json.writeEndObject();
        for (int i = 0; i < titles.length; i++) {
            json.writeObjectFieldStart(i == 0 ? "yaxis" : "yaxis" + (i + 1));
            json.writeStringField("title", titles[i]);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("shapes");
        if (this == RPN_DOMINANCE) {
            writeBands(json, rows);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes a band behind each run of hours in which one side dominates. */
    private static void writeBands(JsonGenerator json, List<LiquidationRow> rows) throws IOException {
        int first = 0;
        while (first < rows.size()) {
            int side = rows.get(first).count(LiquidationColumn.DOMINANCE);
            int end = first + 1;
            while (end < rows.size() && rows.get(end).count(LiquidationColumn.DOMINANCE) == side) {
                end++;
            }
            if (side != 0) {
                writeBand(
                        json, side, rows.get(first).startNs(), rows.get(end - 1).startNs() + Hours.HOUR_NS);
            }
            first = end;
        }
    }

    private static void writeBand(JsonGenerator json, int side, long fromNs, long toNs) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "rect");
        json.writeStringField("xref", "x");
        json.writeStringField("yref", "y domain");
        json.writeStringField("x0", LiquidationJson.time(fromNs));
        json.writeStringField("x1", LiquidationJson.time(toNs));
        json.writeNumberField("y0", 0);
        json.writeNumberField("y1", 1);
        json.writeStringField("fillcolor", side > 0 ? "#b6d7a8" : "#ea9999");
        json.writeNumberField("opacity", OPACITY);
        json.writeStringField("name", side > 0 ? "Bull" : "Bear");
        json.writeEndObject();
    }

    private static Trace mark(
            String name, LiquidationColumn column, int value, String colour, String symbol, int size) {
        return Trace.markers(name, LiquidationColumn.PRICE, colour, symbol, size, row -> row.count(column) == value);
    }
}

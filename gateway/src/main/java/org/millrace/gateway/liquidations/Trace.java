package org.millrace.gateway.liquidations;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

/**
 * One line or one set of markers of a plot: the values of a column at the hours that are to be shown.
 *
 * @param axis   its row in the plot, from 1
 * @param text   of the column whose value is told of a point that is pointed at; null: none
 * @param fill   down to zero
 * @param symbol of markers; empty: a line
 * @param size   of markers, pixels
 */
record Trace(
        String name,
        LiquidationColumn column,
        int axis,
        String colour,
        LiquidationColumn text,
        boolean fill,
        String symbol,
        int size,
        Predicate<LiquidationRow> isShown) {
    static Trace line(LiquidationColumn column, int axis, String colour) {
        return new Trace(column.text(), column, axis, colour, null, false, "", 0, row -> true);
    }

    static Trace markers(
            String name,
            LiquidationColumn column,
            String colour,
            String symbol,
            int size,
            Predicate<LiquidationRow> at) {
        return new Trace(name, column, 1, colour, null, false, symbol, size, at);
    }

    Trace telling(LiquidationColumn told) {
        return new Trace(name, column, axis, colour, told, fill, symbol, size, isShown);
    }

    Trace filled() {
        return new Trace(name, column, axis, colour, text, true, symbol, size, isShown);
    }

    Trace at(int otherAxis) {
        return new Trace(name, column, otherAxis, colour, text, fill, symbol, size, isShown);
    }

    void write(JsonGenerator json, List<LiquidationRow> rows) throws IOException {
        List<LiquidationRow> shown = rows.stream().filter(isShown).toList();
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("type", "scatter");
        json.writeStringField("mode", symbol.isEmpty() ? "lines" : "markers");
        json.writeArrayFieldStart("x");
        for (LiquidationRow row : shown) {
            json.writeString(LiquidationJson.time(row.startNs()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("y");
        for (LiquidationRow row : shown) {
            LiquidationJson.value(json, row, column);
        }
        json.writeEndArray();
        json.writeStringField("xaxis", "x");
        json.writeStringField("yaxis", axis == 1 ? "y" : "y" + axis);
        style(json);
        if (text != null) {
            json.writeArrayFieldStart("text");
            for (LiquidationRow row : shown) {
                LiquidationJson.value(json, row, text);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void style(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(symbol.isEmpty() ? "line" : "marker");
        json.writeStringField("color", colour);
        if (!symbol.isEmpty()) {
            json.writeNumberField("size", size);
            json.writeStringField("symbol", symbol);
        }
        json.writeEndObject();
        if (fill) {
            json.writeStringField("fill", "tozeroy");
        }
    }
}

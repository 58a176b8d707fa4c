package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.gateway.latest.BarRows;
import org.millrace.journal.history.History;

/** Writes bars and their indicators as members of REST objects. */
final class BarFields {
    /** In the order of the store's rows. */
    private static final List<String> COLUMNS = List.of(
            ("rsi_14 macd macd_signal macd_hist bb_upper bb_middle bb_lower sma_20 sma_50 ema_12 ema_26 volume_sma"
                            + " stoch_k stoch_d atr_14 obv vwap wma_20")
                    .split(" "));

    private BarFields() {}

    /** Returns older candles and, behind them, those of memory. */
    static List<History.Candle> candles(List<History.Candle> older, BarRows kept) {
        List<History.Candle> candles = new ArrayList<>(older);
        for (int i = 0; i < kept.size(); i++) {
            candles.add(new History.Candle(
                    kept.startNs(i),
                    kept.open(i),
                    kept.high(i),
                    kept.low(i),
                    kept.close(i),
                    kept.volume(i),
                    kept.vwap(i),
                    kept.trades(i)));
        }
        return candles;
    }

    /** Returns older indicators and, behind them, those of memory. */
    static List<History.IndicatorRow> indicators(List<History.IndicatorRow> older, BarRows kept) {
        List<History.IndicatorRow> rows = new ArrayList<>(older);
        for (int i = 0; i < kept.size(); i++) {
            List<Double> values = new ArrayList<>(BarRows.INDICATOR_COUNT);
            for (int column = 0; column < BarRows.INDICATOR_COUNT; column++) {
                values.add(kept.indicator(i, column));
            }
            rows.add(new History.IndicatorRow(kept.startNs(i), values));
        }
        return rows;
    }

    static void candle(JsonGenerator json, History.Candle candle) throws IOException {
        json.writeStringField("time", Instants.text(candle.startNs()));
        JsonBody.number(json, "open", candle.open());
        JsonBody.number(json, "high", candle.high());
        JsonBody.number(json, "low", candle.low());
        JsonBody.number(json, "close", candle.close());
        JsonBody.number(json, "volume", candle.volume());
        JsonBody.number(json, "vwap", candle.vwap());
        json.writeNumberField("trades", candle.trades());
    }

    static void indicators(JsonGenerator json, History.IndicatorRow row) throws IOException {
        for (int i = 0; i < Math.min(row.values().size(), COLUMNS.size()); i++) {
            JsonBody.number(json, COLUMNS.get(i), row.values().get(i));
        }
    }

    /** Writes the indicators of a candle in an object beside it; empty where there are none. */
    static void beside(JsonGenerator json, History.IndicatorRow row) throws IOException {
        json.writeObjectFieldStart("indicators");
        for (int i = 0; row != null && i < Math.min(row.values().size(), COLUMNS.size()); i++) {
            JsonBody.number(json, COLUMNS.get(i), row.values().get(i));
        }
        json.writeEndObject();
    }
}

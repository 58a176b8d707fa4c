package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.millrace.gateway.latest.RecentTrades;
import org.millrace.journal.history.History;

/** Writes pages of trades. */
final class TradeFields {
    private TradeFields() {}

    /** Writes trades of the store, and behind them those of memory. */
    static ByteBuf page(List<History.TradeRow> older, List<RecentTrades.Row> kept, int limit, long nowNs) {
        int count = older.size() + kept.size();
        long firstSequence = older.isEmpty()
                ? (kept.isEmpty() ? 0 : kept.get(0).sequence())
                : older.get(0).sequence();
        long firstNs = older.isEmpty()
                ? (kept.isEmpty() ? nowNs : kept.get(0).timeNs())
                : older.get(0).timeNs();
        long lastNs = kept.isEmpty()
                ? (older.isEmpty() ? nowNs : older.get(older.size() - 1).timeNs())
                : kept.get(kept.size() - 1).timeNs();
        return JsonBody.list(firstNs, lastNs, count == limit ? PageCursor.of(firstSequence) : "", json -> {
            for (History.TradeRow row : older) {
                trade(json, row);
            }
            for (RecentTrades.Row row : kept) {
                trade(json, row);
            }
            return count;
        });
    }

    private static void trade(JsonGenerator json, RecentTrades.Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Instants.text(row.timeNs()));
        json.writeNumberField("trade_id", row.tradeId());
        json.writeStringField("price", EventFields.decimal(row.price(), row.priceExponent()));
        json.writeStringField("quantity", EventFields.decimal(row.quantity(), row.quantityExponent()));
        json.writeStringField("side", row.side().name());
        json.writeStringField("standing", row.standing().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("sequence", row.sequence());
        json.writeEndObject();
    }

    private static void trade(JsonGenerator json, History.TradeRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Instants.text(row.timeNs()));
        json.writeNumberField("trade_id", row.tradeId());
        json.writeStringField("price", decimal(row.price()));
        json.writeStringField("quantity", decimal(row.quantity()));
        json.writeStringField("side", row.side());
        json.writeStringField("standing", row.isSuspect() ? "suspect" : "accepted");
        json.writeNumberField("sequence", row.sequence());
        json.writeEndObject();
    }

    /** Returns the shortest decimal of a double: what went into the store, to fifteen digits. */
    private static String decimal(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value);
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}

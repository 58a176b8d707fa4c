package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.millrace.journal.history.Liquidations;

/** Writes what is kept beside the hours of liquidations as members of REST objects. */
final class LiquidationFields {
    private LiquidationFields() {}

    static void bins(JsonGenerator json, Liquidations.BinModel model) throws IOException {
        json.writeStringField("time", Instants.text(model.fitNs()));
        json.writeNumberField("bin_model_id", model.id());
        json.writeNumberField("history_count", model.historyCount());
        numbers(json, "centres", model.centres());
        numbers(json, "edges", model.edges());
    }

    static void revision(JsonGenerator json, Liquidations.Revision revision) throws IOException {
        json.writeStringField("time", Instants.text(revision.startNs()));
        json.writeStringField("field", revision.field());
        JsonBody.number(json, "old_value", revision.oldValue());
        JsonBody.number(json, "new_value", revision.newValue());
        json.writeStringField("fetched_at", Instants.text(revision.fetchedNs()));
        json.writeBooleanField("is_processed", revision.isProcessed());
    }

    static void outcome(JsonGenerator json, Liquidations.Outcome outcome) throws IOException {
        json.writeStringField("time", Instants.text(outcome.startNs()));
        json.writeStringField("signal_class", outcome.signalClass());
        json.writeNumberField("horizon_hours", outcome.horizonHours());
        json.writeNumberField("entry_lag_hours", outcome.entryLagHours());
        JsonBody.number(json, "entry_price", outcome.entryPrice());
        JsonBody.number(json, "exit_price", outcome.exitPrice());
        JsonBody.number(json, "return_percent", outcome.returnPercent());
    }

    private static void numbers(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}

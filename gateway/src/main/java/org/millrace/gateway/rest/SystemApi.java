package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.metrics.Vitals;

/** Answers how the program fares: durations, lags, memory, circuits; nothing of single instruments. */
public final class SystemApi {
    private final Metrics metrics;
    private final EpochNanoClock clock;

    public SystemApi(Metrics metrics, EpochNanoClock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Adds the path. */
    public void addTo(Router router) {
        router.get("/api/v1/system", Permission.VIEW, this::system);
    }

    private void system(Exchange exchange) {
        Collection<Vitals.Series> vitals = metrics.vitals();
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            for (Vitals.Series series : vitals) {
                write(json, series);
            }
            return vitals.size();
        }));
    }

    private static void write(JsonGenerator json, Vitals.Series series) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", series.name());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : series.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        JsonBody.number(json, "value", series.value());
        json.writeArrayFieldStart("buckets");
        for (Map.Entry<Double, Long> bucket : series.buckets().entrySet()) {
            json.writeStartObject();
            JsonBody.number(json, "up_to", bucket.getKey());
            json.writeNumberField("count", bucket.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

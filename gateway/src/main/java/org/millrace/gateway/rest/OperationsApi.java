package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.operations.Health;
import org.millrace.gateway.operations.LogLevels;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.operations.Probe;

/** Answers supervisors and operators: whether the engine is well, and how much it logs. */
public final class OperationsApi {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String LOGGER = "[A-Za-z0-9_.$]{1,200}";

    private final Health health;
    private final LogLevels logLevels;
    private final EpochNanoClock clock;

    public OperationsApi(Operations operations, EpochNanoClock clock) {
        health = operations.health();
        logLevels = operations.logLevels();
        this.clock = clock;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        for (Probe probe : Probe.values()) {
            router.get("/api/v1/health/" + probe.text(), Permission.ALWAYS, exchange -> health(exchange, probe));
        }
        router.get("/api/v1/log-levels", Permission.ADMINISTER, this::levels)
                .add(HttpMethod.PUT, "/api/v1/log-levels/{logger}", Permission.ADMINISTER, this::setLevel);
    }

    private void health(Exchange exchange, Probe probe) {
        List<Health.Finding> findings = health.findings(probe);
        String reasons = findings.stream()
                .filter(finding -> !finding.isWell())
                .map(finding -> finding.component() + ": " + finding.reason())
                .collect(Collectors.joining("; "));
        if (reasons.isEmpty()) {
            exchange.json(JsonBody.object(json -> {
                json.writeStringField("status", "ok");
                json.writeArrayFieldStart("components");
                for (Health.Finding finding : findings) {
                    json.writeString(finding.component());
                }
                json.writeEndArray();
            }));
        } else {
            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, reasons);
        }
    }

    private void levels(Exchange exchange) {
        long nowNs = clock.nanoTime();
        ByteBuf body = JsonBody.list(nowNs, nowNs, json -> {
            int count = 0;
            for (Map.Entry<String, String> level : logLevels.levels().entrySet()) {
                json.writeStartObject();
                json.writeStringField("logger", level.getKey());
                json.writeStringField("level", level.getValue());
                json.writeEndObject();
                count++;
            }
            return count;
        });
        exchange.json(body);
    }

    private void setLevel(Exchange exchange) {
        String logger = exchange.argument("logger");
        if (!logger.matches(LOGGER)) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "No logger has this name.");
        } else if (logLevels.set(logger, level(exchange.body()))) {
            exchange.noContent();
        } else {
            exchange.problem(
                    HttpResponseStatus.BAD_REQUEST,
                    "The body is {\"level\": one of trace, debug, info, warn, error, off}.");
        }
    }

    /** Reads the only member that a body may have; empty where it is another body. */
    private static String level(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            boolean isLevel = json.nextToken() == JsonToken.START_OBJECT
                    && "level".equals(json.nextFieldName())
                    && json.nextToken() == JsonToken.VALUE_STRING;
            String level = isLevel ? json.getText() : "";
            return isLevel && json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null ? level : "";
        } catch (IOException e) {
            return ""; // no JSON
        }
    }
}

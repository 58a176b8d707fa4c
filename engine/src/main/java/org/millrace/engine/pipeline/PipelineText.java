package org.millrace.engine.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.millrace.gateway.liquidations.LiquidationJson;

/** What a pipeline says, as JSON that people read too. */
public final class PipelineText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS = 1e9;

    private PipelineText() {}

    /** Writes into an open object. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns what a run did. */
    public static String of(PipelineReport report) {
        return object(json -> {
            json.writeStringField("run_id", report.runId());
            LiquidationJson.time(json, "start_time", report.startNs());
            LiquidationJson.time(json, "end_time", report.endNs());
            json.writeStringField("status", status(report.isSuccess()));
            json.writeObjectFieldStart("steps");
            for (PipelineReport.Step step : report.steps()) {
                step(json, step);
            }
            json.writeEndObject();
            json.writeNumberField("duration_seconds", (report.endNs() - report.startNs()) / NANOS);
            if (!report.notice().isEmpty()) {
                json.writeStringField("notice", report.notice());
            }
            if (!report.isSuccess()) {
                json.writeStringField("error", report.error());
            }
        });
    }

    static String object(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes whatever is written
        }
        return text.toString();
    }

    private static void step(JsonGenerator json, PipelineReport.Step step) throws IOException {
        json.writeObjectFieldStart(step.name());
        json.writeStringField("status", status(step.isDone()));
        for (Map.Entry<String, Object> figure : step.figures().entrySet()) {
            if (figure.getValue() instanceof Long number) {
                json.writeNumberField(figure.getKey(), number);
            } else {
                json.writeStringField(figure.getKey(), figure.getValue().toString());
            }
        }
        json.writeNumberField("seconds", step.seconds());
        json.writeEndObject();
    }

    private static String status(boolean isSuccess) {
        return isSuccess ? "success" : "failed";
    }
}

package org.millrace.engine.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.millrace.codecs.decimal.Money;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.EquityCurve;
import org.millrace.engine.backtest.Fill;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.backtest.ModelStart;
import org.millrace.engine.backtest.RoundTrip;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Drawdown;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;
import org.millrace.engine.registry.TrainedSpan;

/** A result as JSON: measures by their keys, times in ms of UTC, what is not known as null. */
public final class JsonReport {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final JsonGenerator out;

    private JsonReport(JsonGenerator out) {
        this.out = out;
    }

    /** Writes a part of a report. */
    @FunctionalInterface
    interface Part {
        void write(JsonReport report) throws IOException;
    }

    /** Returns the whole result. */
    public static String of(BacktestResult result) {
        return text(report -> {
            report.out.writeStartObject();
            report.out.writeStringField("kind", "backtest");
            report.result(result, result.curve());
            report.out.writeEndObject();
        });
    }

    static String text(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            part.write(new JsonReport(generator));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes whatever is written
        }
        return text.toString();
    }

    JsonGenerator out() {
        return out;
    }

    void result(BacktestResult result, EquityCurve curve) throws IOException {
        out.writeStringField("sampling", result.sampling().name());
        out.writeNumberField("periodsPerYear", result.periods());
        out.writeNumberField("riskFree", result.spec().assumptions().riskFree());
        out.writeNumberField("events", result.facts().events());
        out.writeNumberField("orders", result.orders());
        strategies(result);
        models(result);
        instruments(result);
        out.writeFieldName("measures");
        measures(result.measures());
        out.writeObjectFieldStart("refusals");
        for (var each : result.refusals().entrySet()) {
            out.writeNumberField(each.getKey().name(), each.getValue());
        }
        out.writeEndObject();
        strings("faults", result.facts().faults());
        curve(curve, result);
        out.writeNumberField("benchmark", result.benchmark());
        trips(result);
        fills(result);
    }

    void measures(Measures measures) throws IOException {
        out.writeStartObject();
        for (Map.Entry<Measure, Double> each : measures.values().entrySet()) {
            number(each.getKey().key(), each.getValue());
        }
        out.writeEndObject();
    }

    void number(String name, double value) throws IOException {
        out.writeFieldName(name);
        number(value);
    }

    void numbers(String name, double[] values) throws IOException {
        out.writeArrayFieldStart(name);
        for (double value : values) {
            number(value);
        }
        out.writeEndArray();
    }

    void numbers(String name, List<Double> values) throws IOException {
        out.writeFieldName(name);
        array(values);
    }

    void array(List<Double> values) throws IOException {
        out.writeStartArray();
        for (double value : values) {
            number(value);
        }
        out.writeEndArray();
    }

    void times(String name, long[] timesNs) throws IOException {
        out.writeArrayFieldStart(name);
        for (long timeNs : timesNs) {
            out.writeNumber(Math.floorDiv(timeNs, NS_PER_MS));
        }
        out.writeEndArray();
    }

    void strings(String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private void curve(EquityCurve curve, BacktestResult result) throws IOException {
        out.writeObjectFieldStart("curve");
        times("times", curve.times());
        numbers("equity", curve.equity());
        numbers("exposure", curve.exposure());
        numbers("drawdown", Drawdown.curve(curve.equity()));
        out.writeArrayFieldStart("prices");
        for (int i = 0; i < result.instruments().size() && curve.size() > 0; i++) {
            array(curve.price(i));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("profits");
        for (int i = 0; i < result.strategies().size() && curve.size() > 0; i++) {
            array(curve.profit(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void strategies(BacktestResult result) throws IOException {
        out.writeArrayFieldStart("strategies");
        for (int i = 0; i < result.strategies().size(); i++) {
            StrategyStart start = result.spec().strategies().get(i);
            out.writeStartObject();
            out.writeNumberField("strategyId", start.strategyId());
            out.writeStringField("name", start.name());
            out.writeStringField("instrument", start.instrument());
            out.writeObjectFieldStart("parameters");
            for (var each : new TreeMap<>(start.values()).entrySet()) {
                number(each.getKey(), each.getValue());
            }
            out.writeEndObject();
            out.writeFieldName("measures");
            measures(result.strategies().get(i));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void models(BacktestResult result) throws IOException {
        out.writeArrayFieldStart("models");
        for (ModelStart model : result.spec().models()) {
            out.writeStartObject();
            out.writeStringField("name", model.terms().name());
            out.writeNumberField("version", model.terms().version());
            out.writeStringField("hash", model.hash());
            if (model.trained().isPresent()) {
                TrainedSpan span = model.trained().get();
                out.writeStringField(
                        "trainedFrom", TextReport.time(span.fromNs()).toString());
                out.writeStringField("trainedTo", TextReport.time(span.toNs()).toString());
                number("inSample", TextReport.inSample(span, result));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void instruments(BacktestResult result) throws IOException {
        strings(
                "instruments",
                result.instruments().stream().map(InstrumentName::of).toList());
    }

    private void trips(BacktestResult result) throws IOException {
        out.writeArrayFieldStart("trades");
        for (RoundTrip trip : result.trips()) {
            out.writeStartObject();
            out.writeNumberField("strategyId", trip.strategyId());
            out.writeStringField("instrument", result.instrument(trip.instrumentId()));
            out.writeStringField("side", trip.bought() ? "LONG" : "SHORT");
            out.writeNumberField("opened", Math.floorDiv(trip.openNs(), NS_PER_MS));
            out.writeNumberField("closed", Math.floorDiv(trip.closeNs(), NS_PER_MS));
            number("quantity", trip.quantity());
            number("entryPrice", trip.entryPrice());
            number("exitPrice", trip.exitPrice());
            number("profit", trip.profit());
            number("return", trip.returned());
            number("fees", trip.fees());
            out.writeBooleanField("open", !trip.closed());
            out.writeBooleanField("tainted", trip.tainted());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void fills(BacktestResult result) throws IOException {
        out.writeArrayFieldStart("fills");
        for (Fill fill : result.fills()) {
            out.writeStartObject();
            out.writeNumberField("time", Math.floorDiv(fill.timeNs(), NS_PER_MS));
            out.writeNumberField("sequence", fill.sequence());
            out.writeNumberField("orderId", fill.orderId());
            out.writeNumberField("strategyId", fill.strategyId());
            out.writeStringField("instrument", result.instrument(fill.instrumentId()));
            out.writeStringField("side", fill.side().name());
            number("price", fill.price());
            number("quantity", fill.quantity());
            number("fee", Money.toDouble(fill.fee()));
            number("slippage", fill.slippage());
            out.writeStringField("liquidity", fill.liquidity().name());
            out.writeNumberField("quality", fill.quality());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void array(double[] values) throws IOException {
        out.writeStartArray();
        for (double value : values) {
            number(value);
        }
        out.writeEndArray();
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }
}

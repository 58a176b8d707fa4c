package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.Listing;
import org.millrace.gateway.models.ModelReport;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.gateway.models.ModelVersions;
import org.millrace.journal.history.History;

/** What is known about models beyond their cards: the page of their training, why they say what they say, what came of it. */
public final class ModelInsightApi {
    private static final String PATH = "/api/v1/models";
    private static final String VERSION = PATH + "/{name}/{version}";
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int MOST_PERIODS = 500;

    private final Calls calls;
    private final ModelVersions models;
    private final ModelInputs inputs;
    private final ModelQuestions questions;
    private final ModelQuestions longQuestions;
    private final TrackRecords records;

    /**
     * Makes the endpoints.
     *
     * @param executor reads files, and asks the store what it can tell at once, on threads that may wait
     * @param longer   asks what takes its time
     */
    public ModelInsightApi(Calls calls, ModelVersions models, History history, Executor executor, Executor longer) {
        this.calls = calls;
        this.models = models;
        inputs = new ModelInputs(calls, history);
        questions = new ModelQuestions(executor);
        longQuestions = new ModelQuestions(longer);
        records = new TrackRecords(history);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH + "/{name}/track-record", Permission.VIEW, Calls.guarded("predictions", this::trackRecord))
                .get(VERSION + "/report", Permission.VIEW, guarded(this::report))
                .get(VERSION + "/explain", Permission.VIEW, guarded(this::explain));
    }

    private void report(Exchange exchange) {
        String name = exchange.argument("name");
        int version = ModelQuestions.version(exchange);
        questions.ask(exchange, () -> models.report(name, version), report -> answer(exchange, report));
    }

    private static void answer(Exchange exchange, Optional<ModelReport> report) {
        if (report.isEmpty()) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no report: the version comes from elsewhere.");
            return;
        }
        exchange.add(Map.of("Content-Security-Policy", report.get().policy()));
        ByteBuf page = Unpooled.copiedBuffer(report.get().html(), StandardCharsets.UTF_8);
        exchange.respond(HttpResponseStatus.OK, "text/html; charset=utf-8", "no-store", page);
    }

    private void explain(Exchange exchange) {
        String name = exchange.argument("name");
        int version = ModelQuestions.version(exchange);
        String given = exchange.parameter("values", "");
        if (!given.isEmpty()) {
            double[] values = values(given);
            questions.ask(exchange, () -> models.get(name, version), of -> explain(exchange, of, () -> values));
            return;
        }
        LatestValues latest = calls.latest(exchange);
        Instrument instrument =
                Entitled.named(exchange.principal(), latest.listing(), "symbol", exchange.parameter("symbol", ""));
        OptionalLong knownBy = Parameters.time(exchange, "as_of", ModelInputs.NEWEST);
        if (knownBy.isEmpty()) {
            throw new BadRequest("as_of is a time.");
        }
        questions.ask(exchange, () -> models.get(name, version), of -> {
            if (!Entitled.refuseChannels(exchange, "features." + Timeframes.text(of.timeframe()))) {
                explain(exchange, of, inputs.of(exchange, of, instrument, knownBy.getAsLong()));
            }
        });
    }

    private void explain(Exchange exchange, ModelVersion version, Supplier<double[]> features) {
        if (version.kind().equals("onnx")) {
            exchange.problem(HttpResponseStatus.CONFLICT, "What ONNX Runtime evaluates cannot be explained.");
            return;
        }
        int wanted = version.wants().features().size();
        questions.ask(
                exchange,
                () -> {
                    double[] values = features.get();
                    if (values.length != wanted) {
                        throw new BadRequest("The model wants " + wanted + " values, not " + values.length + '.');
                    }
                    return JsonBody.object(json -> ModelFields.explanation(
                            json, version, values, models.explain(version.name(), version.version(), values)));
                },
                exchange::json);
    }

    private void trackRecord(Exchange exchange) {
        String name = exchange.argument("name");
        LatestValues latest = calls.latest(exchange);
        TrackRecords.Wanted wanted = wanted(exchange, latest.listing());
        ModelFields fields = new ModelFields(latest);
        questions.ask(exchange, models::all, all -> {
            List<TrackRecords.Subject> subjects = new ArrayList<>();
            all.stream()
                    .filter(each -> each.name().equals(name))
                    .forEach(each -> subjects.add(new TrackRecords.Subject(each, fields.role(each))));
            if (subjects.isEmpty()) {
                exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no such model.");
                return;
            }
            subjects.sort(Comparator.<TrackRecords.Subject, ModelState>comparing(TrackRecords.Subject::role)
                    .thenComparing(each -> -each.version().version()));
            longQuestions.ask(exchange, () -> records.body(subjects, wanted), exchange::json);
        });
    }

    private TrackRecords.Wanted wanted(Exchange exchange, Listing listing) {
        OptionalLong to = Parameters.time(exchange, "to", calls.nowNs());
        OptionalLong from = to.isEmpty() ? to : Parameters.time(exchange, "from", to.getAsLong() - DAY_NS);
        if (from.isEmpty() || from.getAsLong() >= to.getAsLong()) {
            throw new BadRequest("from and to are times, from before to.");
        }
        String periods = exchange.parameter("periods", "1");
        if (!periods.matches("[1-9]\\d{0,2}") || Integer.parseInt(periods) > MOST_PERIODS) {
            throw new BadRequest("periods is 1 to " + MOST_PERIODS + '.');
        }
        return new TrackRecords.Wanted(
                instrument(exchange, listing), from.getAsLong(), to.getAsLong(), Integer.parseInt(periods));
    }

    /** Returns whose predictions are meant; null: those of all, if the caller may see all. */
    private static Instrument instrument(Exchange exchange, Listing listing) {
        String symbol = exchange.parameter("symbol", "");
        if (!symbol.isEmpty()) {
            return Entitled.named(exchange.principal(), listing, "symbol", symbol);
        }
        if (Entitled.of(exchange.principal(), listing.all()).size()
                < listing.all().size()) {
            throw new BadRequest("symbol is missing: there are instruments that you may not see.");
        }
        return null;
    }

    private static double[] values(String given) {
        try {
            return Arrays.stream(given.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new BadRequest("values are numbers with commas between them, NaN where nothing is known.");
        }
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("models", endpoint);
    }
}

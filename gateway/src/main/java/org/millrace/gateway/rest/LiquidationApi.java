package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.liquidations.Condition;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.Integrity;
import org.millrace.gateway.liquidations.LiquidationJson;
import org.millrace.gateway.liquidations.Plot;
import org.millrace.gateway.liquidations.SignalPerformance;
import org.millrace.gateway.liquidations.TrainingRows;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

/** Answers about liquidations from the store. Answers are written on a thread that may wait. */
public final class LiquidationApi {
    private static final String ROOT = "/api/v1/liquidations/";
    private static final String SHORT = "/api/v1/";
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv; charset=utf-8";
    private static final int MOST_ROWS = 50_000;
    private static final int A_DAY = 24;
    private static final int A_WEEK = 168;
    private static final int A_MONTH = 720;
    private static final int LONGEST_HORIZON = 24;

    private final Liquidations liquidations;
    private final EpochNanoClock clock;
    private final long publishDelayNs;
    private final AnswerCache cache;
    private final Waiting waiting;
    private final Waiting patient;

    /**
     * Makes what answers.
     *
     * @param clock        UTC ns
     * @param publishDelay from an hour's end until the provider tells of it
     * @param executor     whose threads may wait for the store
     * @param patient      whose threads may wait for clients too
     */
    public LiquidationApi(
            Liquidations liquidations,
            EpochNanoClock clock,
            Duration publishDelay,
            Executor executor,
            Executor patient) {
        this.liquidations = liquidations;
        this.clock = clock;
        publishDelayNs = publishDelay.toNanos();
        cache = new AnswerCache(clock);
        waiting = new Waiting(executor);
        this.patient = new Waiting(patient);
    }

    /** Returns what keeps answers. */
    public AnswerCache cache() {
        return cache;
    }

    /** Adds the paths, and the shorter names that some of them have too. */
    public void addTo(Router router) {
        both(router, "features", "features", this::features);
        both(router, "signals", "latest_signals", this::signals);
        add(router, "performance", this::performance);
        add(
                router,
                "stats",
                asked(A_DAY, (exchange, asked) -> kept("stats " + asked.symbol(), asked, () -> stats(asked))));
        both(router, "plots/{type}", "plots/{type}", this::plot);
        add(router, "integrity", asked(A_WEEK, (exchange, asked) -> integrity(asked)));
        add(router, "health", asked(A_DAY, (exchange, asked) -> condition(asked)));
        add(router, "bins", listed(liquidations::bins, LiquidationFields::bins));
        add(router, "revisions", listed(liquidations::revisions, LiquidationFields::revision));
        add(router, "outcomes", listed(liquidations::outcomes, LiquidationFields::outcome));
        add(router, "runs", listed(liquidations::runs, LiquidationJson::run));
        add(router, "export", this::export);
    }

    private static void both(Router router, String path, String shortPath, Endpoint endpoint) {
        add(router, path, endpoint);
        router.get(SHORT + shortPath, Permission.VIEW, Calls.guarded("liquidations", endpoint));
    }

    private static void add(Router router, String path, Endpoint endpoint) {
        router.get(ROOT + path, Permission.VIEW, Calls.guarded("liquidations", endpoint));
    }

    /** Returns an endpoint of a span that answers with one JSON body. */
    private Endpoint asked(int hours, BiFunction<Exchange, LiquidationQuestion, ByteBuf> answer) {
        return exchange -> {
            LiquidationQuestion asked = question(exchange, hours);
            if (asked != null) {
                waiting.answer(exchange, () -> answer.apply(exchange, asked));
            }
        };
    }

    /** Returns an endpoint of a span that answers with all there is of a kind. */
    private <T> Endpoint listed(Function<Liquidations.Span, List<T>> find, Calls.Row<T> row) {
        return exchange -> {
            LiquidationQuestion asked = question(exchange, A_WEEK);
            if (asked != null) {
                list(exchange, asked, () -> few(find.apply(asked.span(MOST_ROWS + 1))), (json, each) -> {
                    json.writeStartObject();
                    row.write(json, each);
                    json.writeEndObject();
                });
            }
        };
    }

    private void features(Exchange exchange) {
        boolean isCsv = isCsv(exchange, "json");
        LiquidationQuestion asked = question(exchange, A_DAY);
        if (asked != null) {
            answer(exchange, asked, isCsv, this::rows, LiquidationColumn.all());
        }
    }

    private void signals(Exchange exchange) {
        LiquidationQuestion asked = question(exchange, A_DAY);
        if (asked != null) {
            list(exchange, asked, () -> signals(asked), LiquidationJson::signal);
        }
    }

    private List<LiquidationRow> signals(LiquidationQuestion asked) {
        List<LiquidationRow> rows = new ArrayList<>(
                rows(asked).stream().filter(LiquidationJson::isSignal).toList());
        Collections.reverse(rows);
        return rows;
    }

    private void performance(Exchange exchange) {
        String lag = exchange.parameter("entry_lag_bars", "0");
        if (!lag.matches("\\d{1,2}") || Integer.parseInt(lag) > SignalPerformance.MAX_LAG) {
            throw new BadRequest("entry_lag_bars is 0 to " + SignalPerformance.MAX_LAG + '.');
        }
        LiquidationQuestion asked = question(exchange, A_WEEK);
        if (asked != null) {
            list(exchange, asked, () -> performance(asked, Integer.parseInt(lag)), LiquidationJson::performance);
        }
    }

    private List<SignalPerformance.OfClass> performance(LiquidationQuestion asked, int lag) {
        long endNs = asked.toNs() + (LONGEST_HORIZON + lag) * Hours.HOUR_NS; // what became of the last of them
        return SignalPerformance.of(rows(asked.until(endNs)), asked.fromNs(), asked.toNs(), lag);
    }

    private ByteBuf stats(LiquidationQuestion asked) {
        long nowNs = clock.nanoTime();
        LiquidationQuestion month = asked.ofHours(A_MONTH, nowNs, newestKnown(nowNs));
        return JsonBody.object(json -> {
            LiquidationJson.tables(json, liquidations.tables(asked.symbol(), asked.exchange()));
            LiquidationJson.distribution(json, liquidations.classes(asked.symbol(), asked.exchange()));
            json.writeArrayFieldStart("recent_performance");
            for (SignalPerformance.OfClass of : performance(month, 0)) {
                LiquidationJson.performance(json, of);
            }
            json.writeEndArray();
            json.writeStringField("generated_at", Instants.text(nowNs));
        });
    }

    private void plot(Exchange exchange) {
        Plot plot = Plot.named(exchange.argument("type"));
        if (plot == null) {
            String known = String.join(
                    " ", Arrays.stream(Plot.values()).map(Plot::text).toList());
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no such plot. Plots are " + known + '.');
            return;
        }
        LiquidationQuestion asked = question(exchange, A_WEEK);
        if (asked != null) {
            long endNs = Math.min(asked.toNs(), newestKnown(clock.nanoTime()) + 1); // not now, which is always another
            String question = plot.text() + ' ' + asked.until(endNs);
            waiting.answer(exchange, () -> kept(question, asked, () -> plot(plot, asked)));
        }
    }

    private ByteBuf plot(Plot plot, LiquidationQuestion asked) {
        List<LiquidationRow> rows = rows(asked);
        List<LiquidationRow> drawn = Plot.drawn(rows);
        return JsonBody.object(json -> {
            json.writeFieldName("data");
            plot.writeTraces(json, drawn);
            json.writeFieldName("layout");
            plot.writeLayout(json, rows);
            json.writeObjectFieldStart("metadata");
            json.writeStringField("start_time", Instants.text(asked.fromNs()));
            json.writeStringField("end_time", Instants.text(asked.toNs()));
            json.writeNumberField("record_count", rows.size());
            json.writeNumberField("point_count", drawn.size());
            json.writeEndObject();
        });
    }

    private ByteBuf integrity(LiquidationQuestion asked) {
        Integrity found = Integrity.of(
                few(liquidations.inputs(asked.span(MOST_ROWS + 1))),
                rows(asked),
                asked.fromNs(),
                asked.toNs(),
                newestKnown(clock.nanoTime()));
        return JsonBody.object(json -> LiquidationJson.integrity(json, asked.symbol(), found));
    }

    private ByteBuf condition(LiquidationQuestion asked) {
        long nowNs = clock.nanoTime();
        LiquidationQuestion lately = asked.ofHours((int) Condition.LOOKED_AT.toHours(), nowNs, newestKnown(nowNs));
        Condition found = Condition.of(
                liquidations.inputs(lately.span(MOST_ROWS)),
                rows(lately),
                liquidations.bins(lately.span(MOST_ROWS)),
                nowNs,
                newestKnown(nowNs));
        return JsonBody.object(json -> LiquidationJson.condition(json, asked.symbol(), found));
    }

    private void export(Exchange exchange) {
        boolean isCsv = isCsv(exchange, "csv");
        List<LiquidationColumn> columns = TrainingRows.columns(groups(exchange));
        String balance = exchange.parameter("balance", "false");
        if (!balance.matches("true|false")) {
            throw new BadRequest("balance is true or false.");
        }
        LiquidationQuestion asked = question(exchange, A_WEEK);
        if (asked != null) {
            answer(
                    exchange,
                    asked,
                    isCsv,
                    of -> TrainingRows.of(rows(of), columns, Boolean.parseBoolean(balance)),
                    columns);
        }
    }

    private static List<TrainingRows.Group> groups(Exchange exchange) {
        String text = exchange.parameter("feature_groups", "");
        if (text.isEmpty()) {
            return TrainingRows.Group.DEFAULTS;
        }
        return Arrays.stream(text.split(",", -1))
                .map(name -> Arrays.stream(TrainingRows.Group.values())
                        .filter(group -> group.text().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new BadRequest("feature_groups are rpn bin dominance signals, with commas.")))
                .toList();
    }

    private void answer(
            Exchange exchange,
            LiquidationQuestion asked,
            boolean isCsv,
            Function<LiquidationQuestion, List<LiquidationRow>> find,
            List<LiquidationColumn> columns) {
        if (!isCsv) {
            list(exchange, asked, () -> find.apply(asked), (json, row) -> LiquidationJson.row(json, row, columns));
        } else if (asked.isLong()) {
            patient.stream(exchange, CSV, () -> {
                List<LiquidationRow> rows = find.apply(asked);
                return out -> csv(out, rows, columns);
            });
        } else {
            waiting.answer(exchange, CSV, () -> csv(find.apply(asked), columns));
        }
    }

    private static ByteBuf csv(List<LiquidationRow> rows, List<LiquidationColumn> columns) {
        ByteBuf body = Unpooled.buffer(512);
        try {
            csv(new ByteBufOutputStream(body), rows, columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer takes whatever is written
        }
        return body;
    }

    private static void csv(OutputStream out, List<LiquidationRow> rows, List<LiquidationColumn> columns)
            throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.append(LiquidationJson.csvHead(columns)).append("\r\n");
        for (LiquidationRow row : rows) {
            text.append(LiquidationJson.csv(row, columns)).append("\r\n");
        }
        text.close(); // only where all is written: it says that there is no more
    }

    /** Answers with a list; where it may be long, piece by piece. */
    private <T> void list(Exchange exchange, LiquidationQuestion asked, Supplier<List<T>> find, Written<T> written) {
        if (asked.isLong()) {
            patient.stream(exchange, JSON, () -> {
                List<T> rows = find.get();
                return out -> JsonBody.stream(out, asked.fromNs(), asked.toNs(), json -> write(json, rows, written));
            });
        } else {
            waiting.answer(exchange, () -> {
                List<T> rows = find.get();
                return JsonBody.list(asked.fromNs(), asked.toNs(), json -> write(json, rows, written));
            });
        }
    }

    private static <T> int write(JsonGenerator json, List<T> rows, Written<T> written) throws IOException {
        for (T row : rows) {
            written.write(json, row);
        }
        return rows.size();
    }

    private List<LiquidationRow> rows(LiquidationQuestion asked) {
        return few(liquidations.rows(asked.span(MOST_ROWS + 1)));
    }

    private static <T> List<T> few(List<T> rows) {
        if (rows.size() > MOST_ROWS) {
            throw new BadRequest("There are more than 50,000 rows: ask for a shorter time.");
        }
        return rows;
    }

    /** Returns what is asked for; null: it may not be seen, and has been answered so. */
    private LiquidationQuestion question(Exchange exchange, int hours) {
        long nowNs = clock.nanoTime();
        LiquidationQuestion asked = LiquidationQuestion.of(exchange, hours, nowNs, newestKnown(nowNs));
        if (exchange.principal().entitlements().allowInstrument("glassnode", asked.symbol())) {
            return asked;
        }
        exchange.problem(HttpResponseStatus.FORBIDDEN, "You are not entitled to this instrument.");
        return null;
    }

    /** Answers as it was answered before, as long as no newer hour is there. */
    private ByteBuf kept(String question, LiquidationQuestion asked, Supplier<ByteBuf> answer) {
        return cache.answer(question, liquidations.newest(asked.symbol(), asked.exchange()), answer);
    }

    private long newestKnown(long nowNs) {
        return Hours.newestKnown(nowNs, publishDelayNs);
    }

    private static boolean isCsv(Exchange exchange, String otherwise) {
        String format = exchange.parameter("format", otherwise);
        if (!format.matches("csv|json")) {
            throw new BadRequest("Formats are csv json.");
        }
        return format.equals("csv");
    }

    /** Writes one row, as a whole object. */
    @FunctionalInterface
    private interface Written<T> {
        void write(JsonGenerator json, T row) throws IOException;
    }
}

package org.millrace.gateway.rest;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.Deed;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.http.StreamedAnswer;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.HistoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes rows of the store's tables as files, piece by piece, on threads of its own. */
public final class ExportApi {
    private static final Logger LOG = LoggerFactory.getLogger(ExportApi.class);
    private static final int MAX_ROWS = 50_000;
    private static final int AT_ONCE = 2;
    /** The channel that somebody must be entitled to for a table; of those with a timeframe without it. */
    private static final Map<String, String> CHANNELS = Map.ofEntries(
            Map.entry("candles", "bars."),
            Map.entry("indicators", "indicators."),
            Map.entry("ml_features", "features."),
            Map.entry("predictions", "predictions"),
            Map.entry("model_drift", "models"),
            Map.entry("trades", "trades"),
            Map.entry("quotes", "quotes"),
            Map.entry("book_tops", "tops"),
            Map.entry("feed_status", "feeds"),
            Map.entry("data_quality_metrics", "quality"),
            Map.entry("signals", "signals"),
            Map.entry("orders", "orders"),
            Map.entry("fills", "fills"),
            Map.entry("positions", "positions"));
    /** Of liquidations all tables: whoever may see that channel. */
    private static final Set<String> OF_LIQUIDATIONS = Set.of(
            "btc_price_data",
            "btc_liquidations",
            "btc_processed_data",
            "btc_features_rpn",
            "btc_features_bin",
            "btc_features_dominance",
            "btc_features_signals",
            "btc_bin_models",
            "btc_signal_outcomes",
            "btc_raw_revisions",
            "feature_engineering_runs",
            "data_download_logs");

    private static final Map<Exports.Format, String> TYPES = Map.of(
            Exports.Format.CSV, "text/csv; charset=utf-8",
            Exports.Format.JSONL, "application/jsonl",
            Exports.Format.PARQUET, "application/vnd.apache.parquet");

    private final Exports exports;
    private final Function<EventLoop, LatestValues> latest;
    private final EpochNanoClock clock;
    private final Executor executor;
    private final Audit audit;
    private final Map<String, Integer> running = new HashMap<>();

    public ExportApi(
            Exports exports,
            Function<EventLoop, LatestValues> latest,
            EpochNanoClock clock,
            Executor executor,
            Audit audit) {
        this.exports = exports;
        this.latest = latest;
        this.clock = clock;
        this.executor = executor;
        this.audit = audit;
    }

    /** Adds the path. */
    public void addTo(Router router) {
        router.get("/api/v1/exports/{table}", Permission.VIEW, this::export);
    }

    private void export(Exchange exchange) {
        Exports.Wanted wanted = wanted(exchange);
        if (wanted == null) {
            return;
        }
        String user = exchange.principal().name();
        if (!enter(user)) {
            exchange.problem(HttpResponseStatus.TOO_MANY_REQUESTS, "Two exports at once, no more.");
            return;
        }
        audit.note(new Deed(
                user,
                exchange.address().getHostAddress(),
                "export " + wanted.table(),
                wanted.exchange() + ':' + wanted.symbol(),
                "ok",
                exchange.id()));
        try {
            executor.execute(() -> {
                try {
                    write(exchange, wanted);
                } finally {
                    leave(user);
                }
            });
        } catch (RejectedExecutionException e) {
            leave(user);
            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "Too many exports are waiting.");
        }
    }

    private void write(Exchange exchange, Exports.Wanted wanted) {
        StreamedAnswer answer = exchange.stream(TYPES.get(wanted.format()));
        try {
            long endNs = exports.endOf(wanted);
            Map<String, String> headers = new HashMap<>(Map.of("Content-Disposition", disposition(wanted)));
            if (endNs < wanted.toNs()) {
                headers.put("X-Next-Cursor", PageCursor.of(endNs));
            }
            boolean isCompressed = wanted.format() != Exports.Format.PARQUET && exchange.acceptsGzip();
            if (isCompressed) {
                headers.put("Content-Encoding", "gzip");
            }
            exchange.add(headers);
            OutputStream out = isCompressed ? new GZIPOutputStream(answer) : answer;
            exports.write(wanted.until(endNs), out);
            out.close(); // only where all is written: it says that there is no more
        } catch (IOException e) {
            answer.abort(); // the client has gone, or takes nothing any more
        } catch (RuntimeException e) {
            refuse(exchange, answer, e);
        }
    }

    private static void refuse(Exchange exchange, StreamedAnswer answer, RuntimeException fault) {
        if (answer.isBegun()) {
            LOG.warn("an export ended early: {}", fault.getMessage());
            answer.abort();
        } else if (fault instanceof HistoryException) {
            exchange.context()
                    .executor()
                    .execute(() ->
                            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The store cannot be asked now."));
        } else {
            exchange.context().executor().execute(() -> exchange.fail(fault));
        }
    }

    /** Returns what is to be written; null: the question was bad, and has been answered so. */
    private Exports.Wanted wanted(Exchange exchange) {
        String table = exchange.argument("table");
        String channel = OF_LIQUIDATIONS.contains(table) ? "liquidations" : CHANNELS.get(table);
        if (channel == null) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no such table.");
            return null;
        }
        List<Instrument> found = Entitled.first(
                exchange.principal(),
                latest.apply(exchange.context().channel().eventLoop())
                        .listing()
                        .find(exchange.parameter("symbol", "").replace('/', '-')));
        boolean isOfBars = channel.endsWith(".");
        String timeframe = isOfBars ? exchange.parameter("timeframe", "1m") : "";
        if (Entitled.refuse(exchange, found, channel + timeframe)) {
            return null;
        }
        if (isOfBars && Channels.number("indicators." + timeframe) == Channels.NONE) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.");
            return null;
        }
        Exports.Features features = Exports.Features.ALL;
        if (table.equals("ml_features")) {
            features = features(exchange);
        }
        return features == null ? null : spanned(exchange, table, found.get(0), timeframe, features);
    }

    /** Returns which features are wanted; null: the question was bad, and has been answered so. */
    private Exports.Features features(Exchange exchange) {
        LatestValues values = latest.apply(exchange.context().channel().eventLoop());
        try {
            FeatureChoice choice =
                    FeatureChoice.of(exchange, values.analytics().features().sets());
            return choice.set().isEmpty()
                    ? Exports.Features.ALL
                    : new Exports.Features(choice.set(), choice.version(), choice.knownByNs());
        } catch (BadRequest e) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, e.getMessage());
            return null;
        }
    }

    private Exports.Wanted spanned(
            Exchange exchange, String table, Instrument instrument, String timeframe, Exports.Features features) {
        long nowNs = clock.nanoTime();
        OptionalLong from =
                Parameters.time(exchange, "from", nowNs - Duration.ofDays(1).toNanos());
        OptionalLong to = Parameters.time(exchange, "to", nowNs);
        OptionalLong cursor = Parameters.cursor(exchange, from.orElse(0));
        int limit = Parameters.limit(exchange, MAX_ROWS, MAX_ROWS);
        Exports.Format format = TYPES.keySet().stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(exchange.parameter("format", "csv")))
                .findFirst()
                .orElse(null);
        if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "from and to are times, from not after to.");
        } else if (limit == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.limits(MAX_ROWS));
        } else if (cursor.isEmpty()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.BAD_CURSOR);
        } else if (format == null) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Formats are csv jsonl parquet.");
        } else {
            return new Exports.Wanted(
                    table,
                    instrument.name(),
                    instrument.venue().name(),
                    timeframe,
                    Math.max(from.getAsLong(), cursor.getAsLong()),
                    to.getAsLong(),
                    limit,
                    format,
                    features);
        }
        return null;
    }

    private static String disposition(Exports.Wanted wanted) {
        String name = (wanted.table() + '-' + wanted.symbol()).replaceAll("[^A-Za-z0-9._-]", "_");
        return "attachment; filename=\"" + name + '.' + wanted.format().name().toLowerCase(Locale.ROOT) + '"';
    }

    private synchronized boolean enter(String user) {
        int count = running.getOrDefault(user, 0);
        if (count >= AT_ONCE) {
            return false;
        }
        running.put(user, count + 1);
        return true;
    }

    private synchronized void leave(String user) {
        running.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }
}

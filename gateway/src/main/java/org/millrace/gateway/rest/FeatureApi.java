package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.feature.FeatureSets;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.FeatureTable;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.journal.history.History;

/**
 * Features, the newest by heart, spans of them from memory and for the rest from the store, as they were known at a time;
 * and what models say of them.
 */
public final class FeatureApi {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 10_000;
    private static final int LAST_TIMEFRAME = Channels.timeframe("1d");
    private static final String OF_FEATURES = "features.";
    private static final double NANOS = 1e9;

    private final Calls calls;
    private final History history;
    private final Waiting waiting;

    /** What is asked for: of this, {@code kept} was in memory, and {@code missing} is to be asked for; null: nothing. */
    private record Wanted(
            FeatureChoice choice, FeatureTable.Span span, FeatureTable.Kept kept, History.FeatureSpan missing) {}

    /**
     * Makes the endpoints.
     *
     * @param executor asks the store, on threads that may wait
     */
    public FeatureApi(Calls calls, History history, Executor executor) {
        this.calls = calls;
        this.history = history;
        waiting = new Waiting(executor);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/feature-sets", Permission.VIEW, Calls.guarded("features", this::sets))
                .get("/api/v1/features/{symbol}", Permission.VIEW, Calls.answering(this::features))
                .get("/api/v1/predictions/{symbol}", Permission.VIEW, Calls.answering(this::predictions));
    }

    private void sets(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        List<FeatureSet> sets = List.copyOf(values.analytics().features().sets().declared());
        calls.list(exchange, sets, (json, set) -> FeatureFields.set(json, set, values));
    }

    private void features(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        String timeframe = exchange.parameter("timeframe", "");
        List<Instrument> found =
                Entitled.first(exchange.principal(), values.listing().find(exchange.argument("symbol")));
        boolean isOfSet = maySeeSet(exchange.principal(), exchange.parameter("set", ""));
        String[] channels = timeframe.isEmpty() || isOfSet ? new String[0] : new String[] {OF_FEATURES + timeframe};
        if (Entitled.refuse(exchange, found, channels)) {
            return;
        }
        if (timeframe.isEmpty()) {
            newest(exchange, found.get(0));
        } else {
            Wanted wanted = wanted(exchange, found.get(0), timeframe);
            waiting.answer(exchange, () -> rows(wanted));
        }
    }

    private void newest(Exchange exchange, Instrument instrument) {
        FeatureTable table = calls.latest(exchange).analytics().features();
        FeatureChoice choice = FeatureChoice.of(exchange, table.sets());
        List<FeatureTable.Newest> newest = table.newest(instrument.id()).stream()
                .filter(each -> choice.set().isEmpty()
                        || (each.set().name().equals(choice.set()) && each.set().version() == choice.version()))
                .filter(each -> maySee(exchange.principal(), each))
                .toList();
        long nowNs = calls.nowNs();
        calls.list(exchange, newest, (json, each) -> {
            EventFields.instrument(json, instrument);
            json.writeStringField("set", each.set().name());
            json.writeNumberField("version", each.set().version());
            json.writeStringField("timeframe", Channels.TIMEFRAMES.get(each.timeframe()));
            JsonBody.number(json, "age_seconds", (nowNs - each.row().knownNs()) / NANOS);
            FeatureFields.row(json, each.set().features(), each.row());
        });
    }

    private static boolean maySee(Principal principal, FeatureTable.Newest newest) {
        return principal.maySee(OF_FEATURES + Channels.TIMEFRAMES.get(newest.timeframe()))
                || maySeeSet(principal, newest.set().name());
    }

    /** Tells whether somebody may see a set at all its timeframes, by the channel that it has. */
    private static boolean maySeeSet(Principal principal, String set) {
        String channel = OF_FEATURES + set;
        return !set.isEmpty() && Channels.number(channel) == Channels.NONE && principal.maySee(channel);
    }

    private Wanted wanted(Exchange exchange, Instrument instrument, String timeframe) {
        int place = Channels.timeframe(timeframe);
        if (place < 0 || place > LAST_TIMEFRAME) {
            throw new BadRequest("Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.");
        }
        FeatureTable table = calls.latest(exchange).analytics().features();
        FeatureChoice choice = chosen(FeatureChoice.of(exchange, table.sets()), table.sets(), place);
        OptionalLong from = Parameters.time(exchange, "from", 0);
        OptionalLong to = Parameters.time(exchange, "to", calls.nowNs());
        long cursor = Calls.cursor(exchange, Long.MAX_VALUE);
        int limit = Parameters.limit(exchange, DEFAULT_LIMIT, MAX_LIMIT);
        if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            throw new BadRequest("from and to are times, from not after to.");
        } else if (limit == 0) {
            throw new BadRequest(Parameters.limits(MAX_LIMIT));
        } else if (cursor < from.getAsLong()) {
            throw new BadRequest(Parameters.BAD_CURSOR);
        }
        FeatureTable.Span span =
                new FeatureTable.Span(from.getAsLong(), Math.min(to.getAsLong(), cursor), choice.knownByNs(), limit);
        FeatureTable.Kept kept = choice.known() == null
                ? FeatureTable.Kept.NONE
                : table.copy(instrument.id(), place, choice.known(), span);
        return new Wanted(choice, span, kept, missing(instrument, timeframe, choice, span, kept));
    }

    /** Returns what is wanted where no set was named: the first that has bars of the timeframe. */
    private static FeatureChoice chosen(FeatureChoice choice, FeatureSets sets, int place) {
        if (!choice.set().isEmpty()) {
            return choice;
        }
        FeatureSet first = sets.declared().stream()
                .filter(set -> (set.timeframes() & (1 << place)) != 0)
                .findFirst()
                .orElseThrow(() -> new BadRequest("No set is declared for this timeframe; name one, and its version."));
        return new FeatureChoice(first.name(), first.version(), choice.knownByNs(), first);
    }

    private static History.FeatureSpan missing(
            Instrument instrument,
            String timeframe,
            FeatureChoice choice,
            FeatureTable.Span span,
            FeatureTable.Kept kept) {
        long toNs = Math.min(span.toNs(), kept.oldestNs());
        if (kept.rows().size() == span.limit() || toNs <= span.fromNs()) {
            return null;
        }
        return new History.FeatureSpan(
                new History.Span(
                        instrument.name(),
                        instrument.venue().name(),
                        timeframe,
                        span.fromNs(),
                        toNs,
                        span.limit() - kept.rows().size()),
                choice.set(),
                choice.version(),
                span.knownByNs());
    }

    private ByteBuf rows(Wanted wanted) {
        History.FeatureTable older =
                wanted.missing() == null ? History.FeatureTable.NONE : history.features(wanted.missing());
        FeatureSet known = wanted.choice().known();
        List<String> names = known == null ? older.names() : known.features();
        List<History.FeatureRow> rows = new ArrayList<>(older.rows());
        rows.addAll(wanted.kept().rows());
        boolean isFull = rows.size() == wanted.span().limit();
        String next = isFull && rows.get(0).startNs() > wanted.span().fromNs()
                ? PageCursor.of(rows.get(0).startNs())
                : "";
        return JsonBody.list(wanted.span().fromNs(), wanted.span().toNs(), next, json -> {
            for (History.FeatureRow row : rows) {
                json.writeStartObject();
                FeatureFields.row(json, names, row);
                json.writeEndObject();
            }
            return rows.size();
        });
    }

    private void predictions(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        List<Instrument> found =
                Entitled.first(exchange.principal(), values.listing().find(exchange.argument("symbol")));
        if (Entitled.refuse(exchange, found, "predictions")) {
            return;
        }
        Map<Integer, String> names = FeatureFields.modelNames(values.analytics().models());
        Instrument instrument = found.get(0);
        if (exchange.parameter("from", "").isEmpty()) {
            List<History.PredictionRow> newest = values.analytics().predictions(instrument.id()).stream()
                    .map(FeatureFields::prediction)
                    .toList();
            calls.list(exchange, newest, (json, row) -> FeatureFields.prediction(json, row, names));
        } else {
            History.PredictionsBefore wanted = predictionsBefore(exchange, instrument);
            waiting.answer(exchange, () -> predictions(wanted, names));
        }
    }

    private History.PredictionsBefore predictionsBefore(Exchange exchange, Instrument instrument) {
        OptionalLong from = Parameters.time(exchange, "from", 0);
        OptionalLong to = Parameters.time(exchange, "to", calls.nowNs());
        int limit = Parameters.limit(exchange, DEFAULT_LIMIT, MAX_LIMIT);
        if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            throw new BadRequest("from and to are times, from not after to.");
        } else if (limit == 0) {
            throw new BadRequest(Parameters.limits(MAX_LIMIT));
        }
        return new History.PredictionsBefore(
                instrument.name(),
                instrument.venue().name(),
                from.getAsLong(),
                to.getAsLong(),
                Calls.cursor(exchange, Long.MAX_VALUE),
                limit);
    }

    private ByteBuf predictions(History.PredictionsBefore wanted, Map<Integer, String> names) {
        List<History.PredictionRow> rows = history.predictions(wanted);
        String next = rows.size() == wanted.limit() ? PageCursor.of(rows.get(0).sequence()) : "";
        return JsonBody.list(wanted.fromNs(), wanted.toNs(), next, json -> {
            for (History.PredictionRow row : rows) {
                json.writeStartObject();
                FeatureFields.prediction(json, row, names);
                json.writeEndObject();
            }
            return rows.size();
        });
    }
}

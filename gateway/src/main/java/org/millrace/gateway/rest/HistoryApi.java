package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.BarRows;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.journal.history.History;

/**
 * Answers what was: from memory as far as that goes back, the rest from the store. Answers are written on a thread that may
 * wait, so that nobody waits for them who is sent events.
 */
public final class HistoryApi {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 10_000;
    private static final int LAST_TIMEFRAME = Channels.timeframe("1d");

    private final History history;
    private final Function<EventLoop, LatestValues> latest;
    private final EpochNanoClock clock;
    private final Waiting waiting;
    private final LongAdder fromMemory = new LongAdder();
    private final LongAdder fromStore = new LongAdder();

    /** What is asked for: of this, {@code kept} was in memory, and {@code missing} is to be asked for; null: nothing. */
    private record Wanted(History.Span span, BarRows kept, History.Span missing) {
        List<History.Candle> candles(History history) {
            return BarFields.candles(missing == null ? List.of() : history.candles(missing), kept);
        }

        List<History.IndicatorRow> indicators(History history) {
            return BarFields.indicators(missing == null ? List.of() : history.indicators(missing), kept);
        }

        /** Returns what leads to bars before the first of these. */
        String next(int count, long firstNs) {
            return count == span.limit() && firstNs > span.fromNs() ? PageCursor.of(firstNs) : "";
        }
    }

    public HistoryApi(
            History history, Function<EventLoop, LatestValues> latest, EpochNanoClock clock, Executor executor) {
        this.history = history;
        this.latest = latest;
        this.clock = clock;
        waiting = new Waiting(executor);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/candles/{symbol}", Permission.VIEW, exchange -> ask(exchange, this::candles, "bars"))
                .get(
                        "/api/v1/indicators/{symbol}",
                        Permission.VIEW,
                        exchange -> ask(exchange, this::indicators, "indicators"))
                .get(
                        "/api/v1/charts/{symbol}",
                        Permission.VIEW,
                        exchange -> ask(exchange, this::charts, "bars", "indicators"));
    }

    /** Returns how many questions memory answered alone; for any thread. */
    public long fromMemory() {
        return fromMemory.sum();
    }

    /** Returns how many questions the store was asked for; for any thread. */
    public long fromStore() {
        return fromStore.sum();
    }

    private void ask(Exchange exchange, Function<Wanted, ByteBuf> question, String... channels) {
        Wanted wanted = wanted(exchange, channels);
        if (wanted != null) {
            (wanted.missing() == null ? fromMemory : fromStore).increment();
            waiting.answer(exchange, () -> question.apply(wanted));
        }
    }

    /** Returns what is asked for; null: the question was bad, and has been answered so. */
    private Wanted wanted(Exchange exchange, String... channels) {
        LatestValues values = latest.apply(exchange.context().channel().eventLoop());
        List<Instrument> found =
                Entitled.first(exchange.principal(), values.listing().find(exchange.argument("symbol")));
        String name = exchange.parameter("timeframe", "1m");
        for (int i = 0; i < channels.length; i++) {
            channels[i] = channels[i] + '.' + name;
        }
        int timeframe = Channels.timeframe(name);
        if (Entitled.refuse(exchange, found, channels)) {
            return null;
        } else if (timeframe < 0 || timeframe > LAST_TIMEFRAME) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.");
            return null;
        }
        History.Span span = span(exchange, found.get(0), name);
        if (span == null) {
            return null;
        }
        BarRows kept = values.bars().copy(found.get(0).id(), timeframe, span.fromNs(), span.toNs(), span.limit());
        return new Wanted(span, kept, missing(span, kept));
    }

    private History.Span span(Exchange exchange, Instrument instrument, String timeframe) {
        OptionalLong from = Parameters.time(exchange, "from", 0);
        OptionalLong to = Parameters.time(exchange, "to", clock.nanoTime());
        OptionalLong cursor = Parameters.cursor(exchange, Long.MAX_VALUE);
        int limit = Parameters.limit(exchange, DEFAULT_LIMIT, MAX_LIMIT);
        if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "from and to are times, from not after to.");
        } else if (limit == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.limits(MAX_LIMIT));
        } else if (cursor.isEmpty() || cursor.getAsLong() < from.getAsLong()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.BAD_CURSOR);
        } else {
            return new History.Span(
                    instrument.name(),
                    instrument.venue().name(),
                    timeframe,
                    from.getAsLong(),
                    Math.min(to.getAsLong(), cursor.getAsLong()),
                    limit);
        }
        return null;
    }

    private static History.Span missing(History.Span span, BarRows kept) {
        long toNs = Math.min(span.toNs(), kept.oldestKeptNs());
        return kept.size() == span.limit() || toNs <= span.fromNs()
                ? null
                : new History.Span(
                        span.symbol(),
                        span.exchange(),
                        span.timeframe(),
                        span.fromNs(),
                        toNs,
                        span.limit() - kept.size());
    }

    private ByteBuf candles(Wanted wanted) {
        List<History.Candle> candles = wanted.candles(history);
        String next = candles.isEmpty()
                ? ""
                : wanted.next(candles.size(), candles.get(0).startNs());
        return JsonBody.list(wanted.span().fromNs(), wanted.span().toNs(), next, json -> {
            for (History.Candle candle : candles) {
                json.writeStartObject();
                BarFields.candle(json, candle);
                json.writeEndObject();
            }
            return candles.size();
        });
    }

    private ByteBuf indicators(Wanted wanted) {
        List<History.IndicatorRow> rows = wanted.indicators(history);
        String next = rows.isEmpty() ? "" : wanted.next(rows.size(), rows.get(0).startNs());
        return JsonBody.list(wanted.span().fromNs(), wanted.span().toNs(), next, json -> {
            for (History.IndicatorRow row : rows) {
                json.writeStartObject();
                json.writeStringField("time", Instants.text(row.startNs()));
                BarFields.indicators(json, row);
                json.writeEndObject();
            }
            return rows.size();
        });
    }

    private ByteBuf charts(Wanted wanted) {
        List<History.Candle> candles = wanted.candles(history);
        Map<Long, History.IndicatorRow> byStart = new HashMap<>();
        wanted.indicators(history).forEach(row -> byStart.put(row.startNs(), row));
        String next = candles.isEmpty()
                ? ""
                : wanted.next(candles.size(), candles.get(0).startNs());
        return JsonBody.list(wanted.span().fromNs(), wanted.span().toNs(), next, json -> {
            for (History.Candle candle : candles) {
                json.writeStartObject();
                BarFields.candle(json, candle);
                BarFields.beside(json, byStart.get(candle.startNs()));
                json.writeEndObject();
            }
            return candles.size();
        });
    }
}

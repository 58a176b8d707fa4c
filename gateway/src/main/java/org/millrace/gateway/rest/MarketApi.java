package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Side;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.BarSummary;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.RecentTrades;
import org.millrace.journal.history.History;

/** Answers what happens at a market: its books, its trades, and the day in figures. */
public final class MarketApi {
    private static final int DEFAULT_DEPTH = 20;
    private static final int MAX_DEPTH = 1_000;
    private static final int DEFAULT_TRADES = 100;
    private static final int MAX_TRADES = 1_000;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final double PERCENT = 100;

    private final History history;
    private final Function<EventLoop, LatestValues> latest;
    private final EpochNanoClock clock;
    private final Waiting waiting;

    public MarketApi(
            History history, Function<EventLoop, LatestValues> latest, EpochNanoClock clock, Executor executor) {
        this.history = history;
        this.latest = latest;
        this.clock = clock;
        waiting = new Waiting(executor);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/books/{symbol}", Permission.VIEW, this::book)
                .get("/api/v1/trades/{symbol}", Permission.VIEW, this::trades)
                .get("/api/v1/stats", Permission.VIEW, this::stats);
    }

    private void book(Exchange exchange) {
        LatestValues values = latest(exchange);
        List<Instrument> found = found(exchange, values);
        int depth = Parameters.limit(exchange, DEFAULT_DEPTH, MAX_DEPTH);
        if (Entitled.refuse(exchange, found, "book", "tops")) {
            return;
        }
        Instrument instrument = found.get(0);
        OrderBook book = values.book(instrument.id());
        DirectBuffer newest = values.frame(Channels.BOOK, instrument.id());
        if (depth == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.limits(MAX_DEPTH));
        } else if (book == null || newest == null) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no book yet.");
        } else {
            BookFields fields = new BookFields(newest);
            exchange.json(JsonBody.object(json -> {
                EventFields.instrument(json, instrument);
                json.writeBooleanField("stale", values.isStale(Channels.BOOK, instrument.id()));
                fields.head(json);
                fields.levels(json, "bids", book, Side.BUY, depth);
                fields.levels(json, "asks", book, Side.SELL, depth);
            }));
        }
    }

    private void trades(Exchange exchange) {
        LatestValues values = latest(exchange);
        List<Instrument> found = found(exchange, values);
        int limit = Parameters.limit(exchange, DEFAULT_TRADES, MAX_TRADES);
        OptionalLong before = Parameters.cursor(exchange, Long.MAX_VALUE);
        if (Entitled.refuse(exchange, found, "trades")) {
            return;
        }
        if (limit == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.limits(MAX_TRADES));
        } else if (before.isEmpty()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.BAD_CURSOR);
        } else {
            Instrument instrument = found.get(0);
            List<RecentTrades.Row> kept = values.trades().before(instrument.id(), before.getAsLong(), limit);
            waiting.answer(exchange, () -> {
                long missingBefore =
                        kept.isEmpty() ? before.getAsLong() : kept.get(0).sequence();
                List<History.TradeRow> older = kept.size() == limit
                        ? List.of()
                        : history.trades(new History.TradesBefore(
                                instrument.name(), instrument.venue().name(), missingBefore, limit - kept.size()));
                return TradeFields.page(older, kept, limit, clock.nanoTime());
            });
        }
    }

    private void stats(Exchange exchange) {
        if (Entitled.refuseChannels(exchange, "bars.1m")) {
            return;
        }
        LatestValues values = latest(exchange);
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs - DAY_NS, nowNs, json -> {
            int count = 0;
            for (Instrument instrument :
                    Entitled.of(exchange.principal(), values.listing().all())) {
                BarSummary day = values.bars().summary(instrument.id(), nowNs - DAY_NS);
                if (day != null) {
                    json.writeStartObject();
                    EventFields.instrument(json, instrument);
                    day(json, day);
                    json.writeEndObject();
                    count++;
                }
            }
            return count;
        }));
    }

    private static void day(JsonGenerator json, BarSummary day) throws IOException {
        json.writeStringField("since", Instants.text(day.startNs()));
        JsonBody.number(json, "open", day.open());
        JsonBody.number(json, "high", day.high());
        JsonBody.number(json, "low", day.low());
        JsonBody.number(json, "last", day.close());
        JsonBody.number(json, "change_percent", (day.close() / day.open() - 1) * PERCENT);
        JsonBody.number(json, "volume", day.volume());
        json.writeNumberField("trades", day.trades());
    }

    private static List<Instrument> found(Exchange exchange, LatestValues values) {
        return Entitled.first(exchange.principal(), values.listing().find(exchange.argument("symbol")));
    }

    private LatestValues latest(Exchange exchange) {
        return latest.apply(exchange.context().channel().eventLoop());
    }
}

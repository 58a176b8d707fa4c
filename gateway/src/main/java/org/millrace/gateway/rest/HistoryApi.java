package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.journal.history.History;
import org.millrace.journal.history.HistoryException;

/** Answers what the store knows, asked on a thread that may wait. */
public final class HistoryApi {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 10_000;
    /** In the order of the store's rows. */
    private static final List<String> COLUMNS = List.of(
            ("rsi_14 macd macd_signal macd_hist bb_upper bb_middle bb_lower sma_20 sma_50 ema_12 ema_26 volume_sma"
                            + " stoch_k stoch_d atr_14 obv vwap wma_20")
                    .split(" "));

    private final History history;
    private final Function<EventLoop, LatestValues> latest;
    private final EpochNanoClock clock;
    private final Executor waiting;

    public HistoryApi(
            History history, Function<EventLoop, LatestValues> latest, EpochNanoClock clock, Executor waiting) {
        this.history = history;
        this.latest = latest;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/candles/{symbol}", Permission.VIEW, exchange -> ask(exchange, "bars", this::candles))
                .get(
                        "/api/v1/indicators/{symbol}",
                        Permission.VIEW,
                        exchange -> ask(exchange, "indicators", this::indicators));
    }

    private void ask(Exchange exchange, String channel, Function<History.Span, ByteBuf> question) {
        History.Span span = span(exchange, channel);
        if (span == null) {
            return;
        }
        Executor loop = exchange.context().executor();
        try {
            waiting.execute(() -> {
                try {
                    ByteBuf body = question.apply(span);
                    loop.execute(() -> exchange.json(body));
                } catch (HistoryException e) {
                    loop.execute(() -> unavailable(exchange));
                } catch (RuntimeException e) {
                    loop.execute(() -> exchange.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            unavailable(exchange);
        }
    }

    private static void unavailable(Exchange exchange) {
        exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The store cannot be asked now.");
    }

    /** Returns what is asked for; null: the question was bad, and has been answered so. */
    private History.Span span(Exchange exchange, String channel) {
        List<Instrument> found = Entitled.first(
                exchange.principal(),
                latest.apply(exchange.context().channel().eventLoop()).listing().find(exchange.argument("symbol")));
        String timeframe = exchange.parameter("timeframe", "1m");
        OptionalLong from = time(exchange, "from", 0);
        OptionalLong to = time(exchange, "to", clock.nanoTime());
        int limit = limit(exchange.parameter("limit", Integer.toString(DEFAULT_LIMIT)));
        if (Entitled.refuse(exchange, found, channel + '.' + timeframe)) {
            return null;
        } else if (Channels.number("indicators." + timeframe) == Channels.NONE) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Timeframes are 1s 5s 30s 1m 5m 15m 1h 4h 1d.");
        } else if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "from and to are times, from not after to.");
        } else if (limit == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "limit is 1 to " + MAX_LIMIT + '.');
        } else {
            Instrument instrument = found.get(0);
            return new History.Span(
                    instrument.name(), instrument.venue().name(), timeframe, from.getAsLong(), to.getAsLong(), limit);
        }
        return null;
    }

    private static OptionalLong time(Exchange exchange, String name, long otherwise) {
        String text = exchange.parameter(name, "");
        return text.isEmpty() ? OptionalLong.of(otherwise) : Instants.parse(text);
    }

    private static int limit(String text) {
        return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= MAX_LIMIT ? Integer.parseInt(text) : 0;
    }

    private ByteBuf candles(History.Span span) {
        List<History.Candle> candles = history.candles(span);
        return JsonBody.list(span.fromNs(), span.toNs(), json -> {
            for (History.Candle candle : candles) {
                json.writeStartObject();
                json.writeStringField("time", Instants.text(candle.startNs()));
                JsonBody.number(json, "open", candle.open());
                JsonBody.number(json, "high", candle.high());
                JsonBody.number(json, "low", candle.low());
                JsonBody.number(json, "close", candle.close());
                JsonBody.number(json, "volume", candle.volume());
                JsonBody.number(json, "vwap", candle.vwap());
                json.writeNumberField("trades", candle.trades());
                json.writeEndObject();
            }
            return candles.size();
        });
    }

    private ByteBuf indicators(History.Span span) {
        List<History.IndicatorRow> rows = history.indicators(span);
        return JsonBody.list(span.fromNs(), span.toNs(), json -> {
            for (History.IndicatorRow row : rows) {
                json.writeStartObject();
                json.writeStringField("time", Instants.text(row.startNs()));
                writeValues(json, row.values());
                json.writeEndObject();
            }
            return rows.size();
        });
    }

    private static void writeValues(JsonGenerator json, List<Double> values) throws IOException {
        for (int i = 0; i < Math.min(values.size(), COLUMNS.size()); i++) {
            JsonBody.number(json, COLUMNS.get(i), values.get(i));
        }
    }
}

package org.millrace.feeds.simulator.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.StringJoiner;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.feeds.session.RateBudget;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Answers what clients ask by REST, within the venue's budget of weight. */
final class BinanceRest {
    private static final int MAX_WEIGHT = 6_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 5_000;
    private static final int KLINES_WEIGHT = 2;
    private static final int DEFAULT_KLINES = 500;
    private static final int MAX_KLINES = 1_000;
    private static final String WEIGHT = "X-MBX-USED-WEIGHT-1M";
    private static final String RETRY_AFTER_SECONDS = "10";

    private final FaceContext context;
    private final Broadcast broadcast;
    private final BinanceDialect dialect;
    private final RateBudget weights = new RateBudget(MAX_WEIGHT, MINUTES.toNanos(1));

    BinanceRest(FaceContext context, Broadcast broadcast, BinanceDialect dialect) {
        this.context = context;
        this.dialect = dialect;
        this.broadcast = broadcast;
    }

    FullHttpResponse answer(QueryStringDecoder uri) {
        String path = uri.path().startsWith(dialect.root())
                ? uri.path().substring(dialect.root().length())
                : "";
        return switch (path) {
            case "/depth" -> depth(uri);
            case "/klines" -> klines(uri);
            case "/exchangeInfo" -> weighed(20, exchangeInfo(Answers.parameter(uri, "symbols")));
            case "/time" -> weighed(1, "{\"serverTime\":" + nowMs() + "}");
            case "/ping" -> weighed(1, "{}");
            default -> response(HttpResponseStatus.NOT_FOUND, "{\"code\":-1000,\"msg\":\"No such path.\"}");
        };
    }

    private FullHttpResponse depth(QueryStringDecoder uri) {
        context.counters().onSnapshot();
        if (broadcast.refusesSnapshot()) {
            return response(HttpResponseStatus.SERVICE_UNAVAILABLE, "{\"code\":-1001,\"msg\":\"Internal error.\"}");
        }
        int instrument = context.indexOf(Answers.parameter(uri, "symbol"));
        if (instrument < 0) {
            return response(HttpResponseStatus.BAD_REQUEST, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        }
        int limit = Math.min(MAX_LIMIT, number(Answers.parameter(uri, "limit"), DEFAULT_LIMIT));
        if (!weights.tryTake(weight(limit), context.clock().nanoTime())) {
            return tooMany();
        }
        return response(HttpResponseStatus.OK, snapshot(instrument, limit));
    }

    private FullHttpResponse klines(QueryStringDecoder uri) {
        int instrument = context.indexOf(Answers.parameter(uri, "symbol"));
        if (instrument < 0) {
            return response(HttpResponseStatus.BAD_REQUEST, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        }
        int interval = BarIntervals.index(Answers.parameter(uri, "interval"));
        if (interval < 0) {
            return response(HttpResponseStatus.BAD_REQUEST, "{\"code\":-1120,\"msg\":\"Invalid interval.\"}");
        }
        int limit = Math.min(MAX_KLINES, number(Answers.parameter(uri, "limit"), DEFAULT_KLINES));
        long startMs = time(Answers.parameter(uri, "startTime"), -1);
        long endMs = time(Answers.parameter(uri, "endTime"), Long.MAX_VALUE);
        return weighed(KLINES_WEIGHT, rows(instrument, interval).text(startMs, endMs, limit, timeMs(instrument)));
    }

    private byte[] snapshot(int instrument, int limit) {
        ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer();
        byte[] body = new byte[snapshot(context.market().instrument(instrument), limit, buffer)];
        buffer.getBytes(0, body);
        return body;
    }

    private int snapshot(OrderFlow flow, int limit, MutableDirectBuffer to) {
        return dialect == BinanceDialect.FUTURES
                ? FuturesFrames.snapshot(flow, limit, to)
                : BinanceFrames.snapshot(flow, limit, to);
    }

    private KlinesAnswer rows(int instrument, int interval) {
        OrderFlow flow = context.market().instrument(instrument);
        return new KlinesAnswer(flow.instrument(), flow.bar(interval));
    }

    private long timeMs(int instrument) {
        return context.market().instrument(instrument).timeMs();
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static long time(String text, long otherwise) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static int weight(int limit) {
        if (limit <= 100) {
            return 5;
        }
        if (limit <= 500) {
            return 25;
        }
        return limit <= 1_000 ? 50 : 250;
    }

    private FullHttpResponse weighed(int weight, String body) {
        return weights.tryTake(weight, context.clock().nanoTime())
                ? response(HttpResponseStatus.OK, body.getBytes(UTF_8))
                : tooMany();
    }

    private FullHttpResponse tooMany() {
        FullHttpResponse response = response(
                HttpResponseStatus.TOO_MANY_REQUESTS, "{\"code\":-1003,\"msg\":\"Too much request weight used.\"}");
        response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return response;
    }

    private FullHttpResponse response(HttpResponseStatus status, String body) {
        return response(status, body.getBytes(UTF_8));
    }

    private FullHttpResponse response(HttpResponseStatus status, byte[] body) {
        FullHttpResponse response = Answers.of(status, body);
        response.headers().set(WEIGHT, weights.taken(context.clock().nanoTime()));
        return response;
    }

    private String exchangeInfo(String symbols) {
        StringJoiner list = new StringJoiner(",");
        for (SimulatedInstrument instrument : context.instruments()) {
            if (symbols.isEmpty() || symbols.contains("\"" + instrument.symbol() + "\"")) {
                list.add(describe(instrument));
            }
        }
        return "{\"timezone\":\"UTC\",\"serverTime\":" + nowMs()
                + ",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                + "\"limit\":" + MAX_WEIGHT + "}],\"exchangeFilters\":[],\"symbols\":[" + list + "]}";
    }

    private static String describe(SimulatedInstrument instrument) {
        return "{\"symbol\":\"" + instrument.symbol() + "\",\"status\":\"TRADING\",\"baseAsset\":\""
                + instrument.baseAsset() + "\",\"baseAssetPrecision\":8,\"quoteAsset\":\"" + instrument.quoteAsset()
                + "\",\"quotePrecision\":8,\"quoteAssetPrecision\":8,\"filters\":["
                + "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"" + JsonWriter.toText(instrument.tickUnits())
                + "\",\"maxPrice\":\"1000000.00000000\",\"tickSize\":\"" + JsonWriter.toText(instrument.tickUnits())
                + "\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"" + JsonWriter.toText(instrument.lotUnits())
                + "\",\"maxQty\":\"9000000.00000000\",\"stepSize\":\"" + JsonWriter.toText(instrument.lotUnits())
                + "\"}],\"permissions\":[\"SPOT\"]}";
    }

    private long nowMs() {
        return context.clock().nanoTime() / MILLISECONDS.toNanos(1);
    }
}

package org.millrace.feeds.simulator.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.zip.CRC32;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.OrderFlow;

/** Answers for charts, with a validator, and with 429 where it is to fail. */
final class YahooCharts {
    private static final String ROOT = "/v8/finance/chart/";
    private static final String NOT_FOUND = "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
            + "\"description\":\"No data found, symbol may be delisted\"}}}";
    private static final String RETRY_AFTER_SECONDS = "30";
    private static final long DAY_SECONDS = 86_400;

    private final FaceContext context;
    private final Broadcast broadcast;
    private final long[] lastTicks;
    private final long[] lastMs;

    YahooCharts(FaceContext context, Broadcast broadcast) {
        this.context = context;
        this.broadcast = broadcast;
        lastTicks = new long[context.instruments().size()];
        lastMs = new long[context.instruments().size()];
    }

    void onTrade(OrderFlow flow) {
        lastTicks[flow.index()] = flow.lastTrade().ticks;
        lastMs[flow.index()] = flow.timeMs();
    }

    FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        if (broadcast.refusesSnapshot()) {
            FullHttpResponse refusal = Answers.of(HttpResponseStatus.TOO_MANY_REQUESTS, "Too Many Requests\r\n");
            refusal.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                    .set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return refusal;
        }
        String symbol = uri.path().startsWith(ROOT) ? uri.path().substring(ROOT.length()) : "";
        int instrument = YahooSymbols.instrument(context, symbol);
        String interval = Answers.parameter(uri, "interval");
        int index = BarIntervals.index(interval);
        if (instrument == YahooSymbols.NONE || index < 0) {
            return Answers.of(HttpResponseStatus.NOT_FOUND, NOT_FOUND);
        }
        OrderFlow flow = context.market().instrument(instrument);
        YahooChart chart = new YahooChart(flow, symbol, flow.bar(index), interval);
        if (lastMs[instrument] > 0) {
            chart.live(lastTicks[instrument], MILLISECONDS.toSeconds(lastMs[instrument]));
        }
        long now = MILLISECONDS.toSeconds(flow.timeMs());
        long from = number(Answers.parameter(uri, "period1"), now - DAY_SECONDS);
        long until = number(Answers.parameter(uri, "period2"), Long.MAX_VALUE);
        return conditional(chart.text(from, until).getBytes(UTF_8), request);
    }

    /** Returns the answer, or that the client has it. */
    private static FullHttpResponse conditional(byte[] body, FullHttpRequest request) {
        CRC32 sum = new CRC32();
        sum.update(body);
        String tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        boolean isKnown = tag.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        FullHttpResponse response =
                isKnown ? Answers.of(HttpResponseStatus.NOT_MODIFIED, "") : Answers.of(HttpResponseStatus.OK, body);
        response.headers().set(HttpHeaderNames.ETAG, tag);
        return response;
    }

    private static long number(String text, long otherwise) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }
}

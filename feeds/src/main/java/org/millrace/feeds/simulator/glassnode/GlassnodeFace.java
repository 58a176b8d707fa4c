package org.millrace.feeds.simulator.glassnode;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Face;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Glassnode's metrics: {@code /v1/metrics/}. A failure of REST is an answer of 429. */
public final class GlassnodeFace implements Face {
    private static final String ROOT = "/v1/metrics/";
    private static final String KEY = "X-Api-Key";
    private static final String LIMIT = "X-Rate-Limit-Limit", REMAINING = "X-Rate-Limit-Remaining";
    private static final String RESET = "X-Rate-Limit-Reset";
    private static final String RETRY_AFTER_SECONDS = "30";
    private static final Map<String, Integer> RESOLUTIONS =
            Map.of("10m", 600, "1h", 3_600, "24h", 86_400, "1w", 7 * 86_400, "1month", 30 * 86_400);

    private final FaceContext context;
    private final Broadcast broadcast;

    /** Makes a face that nobody looks at yet. */
    public GlassnodeFace(FaceContext context) {
        this.context = context;
        broadcast = new Broadcast(context, List.of(Content.OTHER));
    }

    @Override
    public boolean isStream(String path) {
        return false;
    }

    @Override
    public Conversation converse(QueryStringDecoder uri, FullHttpRequest request) {
        throw new IllegalStateException("it has no streams");
    }

    @Override
    public FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request) {
        FullHttpResponse response = respond(uri, request);
        response.headers().set(LIMIT, "30").set(REMAINING, "29").set(RESET, "60");
        return response;
    }

    @Override
    public void misbehave(Misbehaviour kind, int instrument) {
        broadcast.misbehave(kind, instrument);
    }

    @Override
    public void onTrade(OrderFlow flow) {}

    @Override
    public void onAggregateTrade(OrderFlow flow) {}

    @Override
    public void onTop(OrderFlow flow) {}

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {}

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {}

    private FullHttpResponse respond(QueryStringDecoder uri, FullHttpRequest request) {
        if (broadcast.refusesSnapshot()) {
            FullHttpResponse refusal = error(HttpResponseStatus.TOO_MANY_REQUESTS, "rate limit exceeded");
            refusal.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return refusal;
        }
        if (request.headers().get(KEY, "").isBlank()) {
            return error(HttpResponseStatus.UNAUTHORIZED, "api key is missing or invalid");
        }
        Integer seconds = RESOLUTIONS.get(Answers.parameter(uri, "i"));
        int instrument = instrument(Answers.parameter(uri, "a"));
        if (instrument < 0 || seconds == null) {
            return error(HttpResponseStatus.BAD_REQUEST, "invalid asset or interval");
        }
        String path = uri.path().startsWith(ROOT) ? uri.path().substring(ROOT.length()) : "";
        OrderFlow flow = context.market().instrument(instrument);
        MetricAnswer answer = new MetricAnswer(flow.instrument(), path, seconds, context.seed());
        if (!answer.isKnown()) {
            return error(HttpResponseStatus.NOT_FOUND, "metric not found");
        }
        long now = NANOSECONDS.toSeconds(flow.timeNs());
        long since = number(Answers.parameter(uri, "s"), 0);
        long until = number(Answers.parameter(uri, "u"), now);
        return Answers.of(HttpResponseStatus.OK, answer.text(since, Math.min(until, now), now));
    }

    private int instrument(String asset) {
        for (int i = 0; i < context.instruments().size(); i++) {
            if (context.instruments().get(i).baseAsset().equals(asset)) {
                return i;
            }
        }
        return -1;
    }

    private static FullHttpResponse error(HttpResponseStatus status, String reason) {
        return Answers.of(status, "{\"error\":\"" + reason + "\"}");
    }

    private static long number(String text, long otherwise) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }
}

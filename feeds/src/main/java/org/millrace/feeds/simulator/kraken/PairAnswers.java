package org.millrace.feeds.simulator.kraken;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.millrace.feeds.session.RateBudget;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * Answers what is asked by REST of pairs: what they are, and their books, with prices of five decimals and quantities rounded
 * to three. Whatever is refused, within the venue's budget or for it, is an error with status 200.
 */
final class PairAnswers {
    private static final int REQUESTS_PER_MINUTE = 60;
    private static final String DEPTH = "100"; // where none is asked for
    private static final int MAX_DEPTH = 500;
    private static final int QUANTITY_DECIMALS = 3;
    private static final long QUANTITY_UNITS = 100_000; // 10^−8ths in the last of these

    private final FaceContext context;
    private final Broadcast broadcast;
    private final List<String> names; // as v1 has them
    private final RateBudget requests = new RateBudget(REQUESTS_PER_MINUTE, TimeUnit.MINUTES.toNanos(1));

    PairAnswers(FaceContext context, Broadcast broadcast, List<String> names) {
        this.context = context;
        this.broadcast = broadcast;
        this.names = names;
    }

    FullHttpResponse answer(QueryStringDecoder uri) {
        if (!requests.tryTake(1, context.clock().nanoTime())) {
            return refuse("EAPI:Rate limit exceeded");
        }
        return switch (uri.path()) {
            case "/0/public/AssetPairs" -> answer(pairs());
            case "/0/public/Depth" -> depth(Answers.parameter(uri, "pair"), Answers.parameter(uri, "count"));
            default -> refuse("EGeneral:Unknown method");
        };
    }

    private String pairs() {
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            SimulatedInstrument pair = context.instruments().get(i);
            listed.add("\"" + alternative(i) + "\":{\"altname\":\"" + alternative(i) + "\",\"wsname\":\"" + names.get(i)
                    + "\",\"pair_decimals\":" + pair.priceDecimals() + ",\"lot_decimals\":8,\"tick_size\":\""
                    + Units.text(pair.tickUnits()) + "\",\"status\":\"online\"}");
        }
        return String.join(",", listed);
    }

    /** Answers with the book as it is now. */
    private FullHttpResponse depth(String pair, String count) {
        int index = indexOf(pair);
        String levels = count.isEmpty() ? DEPTH : count;
        if (index < 0) {
            return refuse("EQuery:Unknown asset pair");
        }
        if (!levels.matches("[1-9][0-9]{0,2}") || Integer.parseInt(levels) > MAX_DEPTH) {
            return refuse("EGeneral:Invalid arguments:count");
        }
        context.counters().onSnapshot();
        if (broadcast.refusesSnapshot()) {
            return refuse("EService:Unavailable");
        }
        OrderFlow flow = context.market().instrument(index);
        return answer("\"" + alternative(index) + "\":{\"asks\":["
                + levels(flow, flow.orders().asks(), Integer.parseInt(levels)) + "],\"bids\":["
                + levels(flow, flow.orders().bids(), Integer.parseInt(levels)) + "]}");
    }

    private static String levels(OrderFlow flow, BookSide side, int depth) {
        SimulatedInstrument of = flow.instrument();
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < Math.min(depth, side.count()); i++) {
            long units = side.lots(i) * of.lotUnits() + QUANTITY_UNITS / 2;
            levels.add("[\"" + fixed(side.ticks(i) * of.tickUnits(), KrakenV1.decimals(of)) + "\",\""
                    + fixed(units, QUANTITY_DECIMALS) + "\"," + TimeUnit.NANOSECONDS.toSeconds(flow.timeNs()) + "]");
        }
        return String.join(",", levels);
    }

    private int indexOf(String pair) {
        for (int i = 0; i < names.size(); i++) {
            if (alternative(i).equals(pair)) {
                return i;
            }
        }
        return -1;
    }

    private String alternative(int index) {
        return names.get(index).replace("/", "");
    }

    private static FullHttpResponse answer(String result) {
        return Answers.of(HttpResponseStatus.OK, "{\"error\":[],\"result\":{" + result + "}}");
    }

    private static FullHttpResponse refuse(String error) {
        return Answers.of(HttpResponseStatus.OK, "{\"error\":[\"" + error + "\"]}");
    }

    private static String fixed(long units, int decimals) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return buffer.getStringWithoutLengthAscii(
                0, new JsonWriter().begin(buffer, 0).fixed(units, decimals).length());
    }
}

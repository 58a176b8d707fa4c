package org.millrace.feeds.simulator.coinbase;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.ExpandableArrayBuffer;
import org.millrace.feeds.session.RateBudget;
import org.millrace.feeds.simulator.face.Answers;
import org.millrace.feeds.simulator.face.Broadcast;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Answers what is asked by REST of products: what they are, and their books, within the venue's budget. */
final class ProductAnswers {
    private static final int REQUESTS_PER_SECOND = 15;
    private static final int BOOK_LEVELS = 50;
    private static final double BASIS_POINTS = 1e12; // of one, in 10^−8ths
    private static final Pattern BOOK = Pattern.compile("/products/([^/]+)/book");
    private static final String ADVANCED = "/api/v3/brokerage/market/";
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,4}");

    private final FaceContext context;
    private final Products products;
    private final Broadcast broadcast;
    private final RateBudget requests = new RateBudget(REQUESTS_PER_SECOND, TimeUnit.SECONDS.toNanos(1));

    ProductAnswers(FaceContext context, Products products, Broadcast broadcast) {
        this.context = context;
        this.products = products;
        this.broadcast = broadcast;
    }

    FullHttpResponse exchange(QueryStringDecoder uri) {
        Matcher book = BOOK.matcher(uri.path());
        if (!requests.tryTake(1, context.clock().nanoTime())) {
            return refuse(HttpResponseStatus.TOO_MANY_REQUESTS, "Public rate limit exceeded");
        }
        if (uri.path().equals("/products")) {
            List<String> list = new ArrayList<>();
            context.instruments().forEach(each -> list.add(exchangeProduct(each)));
            return Answers.of(HttpResponseStatus.OK, "[" + String.join(",", list) + "]");
        }
        if (book.matches() && products.indexOf(book.group(1)) >= 0) {
            return book(products.indexOf(book.group(1)), Answers.parameter(uri, "level"));
        }
        return refuse(HttpResponseStatus.NOT_FOUND, "NotFound");
    }

    FullHttpResponse advanced(QueryStringDecoder uri) {
        if (!requests.tryTake(1, context.clock().nanoTime())) {
            return refuse(HttpResponseStatus.TOO_MANY_REQUESTS, "too many requests");
        }
        if (uri.path().equals(ADVANCED + "products")) {
            List<String> list = new ArrayList<>();
            context.instruments().forEach(each -> list.add(advancedProduct(each)));
            return Answers.of(
                    HttpResponseStatus.OK,
                    "{\"products\":[" + String.join(",", list) + "],\"num_products\":" + list.size() + "}");
        }
        int product = products.indexOf(Answers.parameter(uri, "product_id"));
        if (uri.path().equals(ADVANCED + "product_book") && product >= 0) {
            return priceBook(product, Answers.parameter(uri, "limit"));
        }
        return refuse(HttpResponseStatus.NOT_FOUND, "NotFound");
    }

    /** Answers with the book as it is now: 50 levels a side, or all, each with a number of orders. */
    private FullHttpResponse book(int instrument, String level) {
        int depth = level.equals("2") || level.equals("3") ? Integer.MAX_VALUE : BOOK_LEVELS;
        return book(
                instrument,
                flow -> "{\"bids\":["
                        + levels("[\"%s\",\"%s\",1]", flow, flow.orders().bids(), depth) + "],\"asks\":["
                        + levels("[\"%s\",\"%s\",1]", flow, flow.orders().asks(), depth) + "],\"sequence\":"
                        + flow.orders().lastUpdateId() + ",\"auction_mode\":false,\"auction\":null,\"time\":\""
                        + time(flow.timeNs()) + "\"}");
    }

    /** Answers with the book as it is now: so many levels a side, or all, and what follows from the best. */
    private FullHttpResponse priceBook(int instrument, String limit) {
        int depth = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : Integer.MAX_VALUE;
        String level = "{\"price\":\"%s\",\"size\":\"%s\"}";
        return book(instrument, flow -> {
            BookSide bids = flow.orders().bids();
            BookSide asks = flow.orders().asks();
            long tick = flow.instrument().tickUnits();
            long spread = (asks.ticks(0) - bids.ticks(0)) * tick;
            long mid = (asks.ticks(0) + bids.ticks(0)) * tick / 2;
            return "{\"pricebook\":{\"product_id\":\"" + products.id(instrument) + "\",\"bids\":["
                    + levels(level, flow, bids, depth) + "],\"asks\":[" + levels(level, flow, asks, depth)
                    + "],\"time\":\"" + time(flow.timeNs()) + "\"},\"last\":\""
                    + text(flow.lastTrade().ticks * tick) + "\",\"mid_market\":\"" + text(mid)
                    + "\",\"spread_bps\":\"" + text(Math.round(BASIS_POINTS * spread / mid))
                    + "\",\"spread_absolute\":\""
                    + text(spread) + "\"}";
        });
    }

    private FullHttpResponse book(int instrument, Function<OrderFlow, String> writer) {
        context.counters().onSnapshot();
        return broadcast.refusesSnapshot()
                ? refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "Internal server error")
                : Answers.of(
                        HttpResponseStatus.OK, writer.apply(context.market().instrument(instrument)));
    }

    private static String levels(String form, OrderFlow flow, BookSide side, int depth) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < Math.min(depth, side.count()); i++) {
            levels.add(form.formatted(
                    text(side.ticks(i) * flow.instrument().tickUnits()),
                    text(side.lots(i) * flow.instrument().lotUnits())));
        }
        return String.join(",", levels);
    }

    private static String exchangeProduct(SimulatedInstrument of) {
        return "{\"id\":\"" + Products.id(of) + "\",\"base_currency\":\"" + of.baseAsset() + "\",\"quote_currency\":\""
                + of.quoteAsset() + "\",\"base_min_size\":\"" + text(of.lotUnits())
                + "\",\"base_max_size\":\"1000000\",\"quote_increment\":\"" + text(of.tickUnits())
                + "\",\"base_increment\":\"" + text(of.lotUnits()) + "\",\"display_name\":\"" + of.baseAsset() + "/"
                + of.quoteAsset() + "\",\"min_market_funds\":\"5.0\",\"max_market_funds\":\"100000\","
                + "\"margin_enabled\":false,\"post_only\":false,\"limit_only\":false,\"cancel_only\":false,"
                + "\"trading_disabled\":false,\"status\":\"online\",\"status_message\":\"\"}";
    }

    private static String advancedProduct(SimulatedInstrument of) {
        return "{\"product_id\":\"" + Products.id(of) + "\",\"base_increment\":\"" + text(of.lotUnits())
                + "\",\"quote_increment\":\"" + text(of.tickUnits()) + "\",\"base_name\":\"" + of.baseAsset()
                + "\",\"quote_name\":\"" + of.quoteAsset()
                + "\",\"is_disabled\":false,\"status\":\"online\",\"product_type\":\"SPOT\",\"base_currency_id\":\""
                + of.baseAsset() + "\",\"quote_currency_id\":\"" + of.quoteAsset() + "\"}";
    }

    private static FullHttpResponse refuse(HttpResponseStatus status, String message) {
        return Answers.of(status, "{\"message\":\"" + message + "\"}");
    }

    private static String text(long units) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return buffer.getStringWithoutLengthAscii(
                0, new JsonWriter().begin(buffer, 0).trimmed(units).length());
    }

    private static String time(long timeNs) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return buffer.getStringWithoutLengthAscii(
                0, new JsonWriter().begin(buffer, 0).time(timeNs, 6).length());
    }
}

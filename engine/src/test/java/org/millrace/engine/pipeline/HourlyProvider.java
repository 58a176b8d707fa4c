package org.millrace.engine.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells hourly metrics on a local port: a pure function of the hour, but for what it restates. */
public final class HourlyProvider implements AutoCloseable {
    private static final Pattern QUERY = Pattern.compile(".*s=(\\d+)&u=(\\d+).*");
    private static final long HOUR_SECONDS = 3_600;

    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Double> restated = new HashMap<>();
    private int status = 200;
    private CountDownLatch held = new CountDownLatch(0);

    /** Begins to listen. */
    public HourlyProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the metrics that were asked for, in their order. */
    public List<String> requests() {
        return requests;
    }

    synchronized void refuse(int newStatus) {
        status = newStatus;
    }

    /** Has the next answers wait until the returned latch is opened. */
    public synchronized CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** Says something else of an hour from now on; NaN: nothing at all. */
    public synchronized void restate(String metric, long startNs, double value) {
        restated.put(metric + startNs / 1_000_000_000L, value);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String metric = exchange.getRequestURI().getPath().substring("/v1/metrics/".length());
        requests.add(metric);
        try {
            held().await();
        } catch (InterruptedException e) {
            throw new IOException("closed meanwhile", e);
        }
        answer(exchange, metric);
    }

    private synchronized CountDownLatch held() {
        return held;
    }

    private synchronized void answer(HttpExchange exchange, String metric) throws IOException {
        byte[] body = (status == 200 ? values(metric, exchange.getRequestURI().getQuery()) : "{\"error\":\"no\"}")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String values(String metric, String query) {
        Matcher span = QUERY.matcher(query);
        if (!span.matches()) {
            throw new IllegalArgumentException(query);
        }
        StringJoiner values = new StringJoiner(",", "[", "]");
        for (long time = Long.parseLong(span.group(1)); time <= Long.parseLong(span.group(2)); time += HOUR_SECONDS) {
            double value = restated.getOrDefault(metric + time, value(metric, time / HOUR_SECONDS));
            values.add("{\"t\":" + time + ",\"v\":" + (Double.isNaN(value) ? "null" : value) + "}");
        }
        return values.toString();
    }

    private static double value(String metric, long hour) {
        double longs = Math.round(100 * (20 + 15 * Math.sin(hour / 37.0) + hour * 7_919 % 97 / 20.0)) / 100.0;
        double shorts = Math.round(100 * (20 + 15 * Math.cos(hour / 53.0) + hour * 6_271 % 89 / 20.0)) / 100.0;
        if (metric.endsWith("price_usd_close")) {
            return Math.round(40_000 + 2_000 * Math.sin(hour / 101.0) + hour * 104_729 % 199);
        }
        return metric.endsWith("relative") ? longs / (longs + shorts) : metric.contains("long") ? longs : shorts;
    }
}

package org.millrace.feeds.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A venue on a local port that answers as it was told, in order; when it was told nothing more, with an empty object. */
public final class LocalHttp implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Canned> answers = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** One answer. */
    private record Canned(int status, Map<String, String> headers, String body) {}

    /** Listens on a port of its own. */
    public LocalHttp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has it answer so, after what it was told before. */
    public synchronized LocalHttp then(int status, Map<String, String> headers, String body) {
        answers.add(new Canned(status, headers, body));
        return this;
    }

    /** Returns what was asked for, each as path and query, {@code If-None-Match} and key behind them. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI() + header(exchange, "If-None-Match") + header(exchange, "X-Api-Key"));
        Canned canned = next();
        canned.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private synchronized Canned next() {
        return answers.isEmpty() ? new Canned(200, Map.of(), "{}") : answers.poll();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : " " + value;
    }
}

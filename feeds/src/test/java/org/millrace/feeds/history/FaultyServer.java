package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A venue's REST on a local port. Of each five requests it answers one, and lets the others suffer. */
final class FaultyServer implements AutoCloseable {
    private static final int FAULTS = 4;

    private final HttpServer server;
    private final BiFunction<String, Map<String, String>, String> venue;
    private final boolean isFaulty;
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private int requests;

    /**
     * @param venue answers a path and its query with a body
     */
    FaultyServer(BiFunction<String, Map<String, String>, String> venue, boolean isFaulty) {
        this.venue = venue;
        this.isFaulty = isFaulty;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::onRequest);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what was answered whole. */
    List<String> answered() {
        return answered;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void onRequest(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        byte[] body = venue.apply(path, parameters(query)).getBytes(UTF_8);
        switch (isFaulty ? requests++ % (FAULTS + 1) : FAULTS) {
            case 0 -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                exchange.sendResponseHeaders(429, -1);
            }
            case 1 -> exchange.sendResponseHeaders(503, -1);
            case 2 -> { // promises more than it sends
                exchange.sendResponseHeaders(200, body.length + 100);
                exchange.getResponseBody().write(body, 0, body.length / 2);
            }
            case 3 -> { // an answer that a proxy has cut
                exchange.sendResponseHeaders(200, body.length - 1);
                exchange.getResponseBody().write(body, 0, body.length - 1);
            }
            default -> {
                answered.add(path + "?" + query);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
        exchange.close();
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}

package org.millrace.feeds.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated venue's REST interface behind a guard, who lets requests through or answers them himself. */
public final class GuardedRest implements AutoCloseable {
    private static final int OK = 200;
    private static final String KEY = "X-Api-Key";

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String venue;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int status = OK;

    /**
     * @param port of the venue
     */
    public GuardedRest(int port) {
        venue = "http://127.0.0.1:" + port;
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

    /** Answers every request with this status; 200: as the venue does. */
    public GuardedRest status(int answered) {
        status = answered;
        return this;
    }

    /** Returns how many requests were not let through. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (status == OK) {
                forward(exchange);
            } else {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        try {
            String key = exchange.getRequestHeaders().getFirst(KEY);
            HttpRequest request = HttpRequest.newBuilder(URI.create(venue + exchange.getRequestURI()))
                    .header(KEY, key == null ? "" : key)
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

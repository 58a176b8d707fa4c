package org.millrace.gateway.trace;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes traces as a collector of OpenTelemetry does: requests of OTLP over HTTP, in Protocol Buffers. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> requests = new ArrayList<>();

    /** A span, as it came. */
    record Span(String name, String trace, String id, String parent, boolean isError, Map<String, String> attributes) {}

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (requests) {
                requests.add(body);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Returns all that came, byte for byte as text. */
    String bytes() {
        StringBuilder text = new StringBuilder();
        synchronized (requests) {
            requests.forEach(each -> text.append(new String(each, StandardCharsets.ISO_8859_1)));
        }
        return text.toString();
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        synchronized (requests) {
            for (byte[] request : requests) {
                WireMessage.of(request).all(1).stream()
                        .flatMap(resource -> resource.all(2).stream())
                        .flatMap(scope -> scope.all(2).stream())
                        .map(Collector::span)
                        .forEach(spans::add);
            }
        }
        return spans;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Span span(WireMessage span) {
        Map<String, String> attributes = new TreeMap<>();
        span.all(9)
                .forEach(attribute -> attributes.put(
                        attribute.text(1), attribute.all(2).get(0).text(1)));
        boolean isError = span.all(15).stream().anyMatch(status -> status.number(3) == 2);
        return new Span(span.text(5), hex(span, 1), hex(span, 2), hex(span, 4), isError, attributes);
    }

    private static String hex(WireMessage span, int number) {
        return HexFormat.of().formatHex(span.bytes(number));
    }
}

package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Knows the names by which this server may be called, and the pages that may call it: against DNS rebinding. */
public final class CallerCheck {
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> hosts;
    private final Set<String> origins;

    public CallerCheck(List<String> hosts, List<String> origins) {
        this.hosts = new HashSet<>(hosts);
        this.hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        this.origins = new HashSet<>(origins);
    }

    /** Tells whether the Host header names us. */
    public boolean isHostAllowed(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        return host == null || hosts.contains(withoutPort(host.toLowerCase(Locale.ROOT)));
    }

    /** Tells whether the request comes from no page, from our own, or from one that is allowed. */
    public boolean isOriginAllowed(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.ORIGIN)) {
            return true;
        }
        List<String> values = headers.getAll(HttpHeaderNames.ORIGIN);
        String origin = values.get(0).toLowerCase(Locale.ROOT);
        String host = headers.get(HttpHeaderNames.HOST);
        return values.size() == 1
                && (origins.contains(origin) || origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /** Tells whether a browser asks if a page may send a request; it has not sent it yet. */
    boolean isPreflight(HttpRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)
                && !grants(request.headers()).isEmpty();
    }

    /** Returns headers by which a browser lets a page of an allowed origin read an answer; none for all others. */
    Map<String, String> grants(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT))
                ? Map.of(
                        "Access-Control-Allow-Origin",
                        origin.toLowerCase(Locale.ROOT),
                        "Vary",
                        "Origin",
                        "Cross-Origin-Resource-Policy",
                        "cross-origin",
                        "Access-Control-Expose-Headers",
                        "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id")
                : Map.of();
    }

    /** Returns what a browser is told who asks before it sends. */
    Map<String, String> preflight(String methods) {
        return Map.of(
                "Access-Control-Allow-Methods",
                methods,
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type",
                "Access-Control-Max-Age",
                PREFLIGHT_SECONDS);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}

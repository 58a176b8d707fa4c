package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows the names by which this server may be called, and the pages that may call it: against DNS rebinding. */
public final class CallerCheck {
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
        List<String> values = headers.getAll(HttpHeaderNames.ORIGIN);
        if (values.isEmpty()) {
            return true;
        }
        String origin = values.get(0).toLowerCase(Locale.ROOT);
        String host = headers.get(HttpHeaderNames.HOST);
        return values.size() == 1
                && (origins.contains(origin) || origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}

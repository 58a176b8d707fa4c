package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;

/** Tells browsers what a page of ours may not do. */
final class SecurityHeaders {
    private static final String POLICY = "default-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'; object-src 'none'; form-action 'none'";

    private SecurityHeaders() {}

    static void addTo(HttpHeaders headers, boolean isEncrypted) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (isEncrypted) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

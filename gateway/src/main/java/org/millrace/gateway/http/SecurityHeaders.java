package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/** Tells browsers what a page of ours may not do. */
final class SecurityHeaders {
    private static final AsciiString POLICY =
            AsciiString.cached("default-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
                    + "base-uri 'none'; object-src 'none'; form-action 'none'");
    private static final AsciiString POLICY_NAME = AsciiString.cached("Content-Security-Policy");
    private static final AsciiString OPTIONS_NAME = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString OPTIONS = AsciiString.cached("nosniff");
    private static final AsciiString REFERRER_NAME = AsciiString.cached("Referrer-Policy");
    private static final AsciiString REFERRER = AsciiString.cached("no-referrer");
    private static final AsciiString RESOURCES_NAME = AsciiString.cached("Cross-Origin-Resource-Policy");
    private static final AsciiString RESOURCES = AsciiString.cached("same-origin");

    private SecurityHeaders() {}

    static void addTo(HttpHeaders headers, boolean isEncrypted) {
        headers.set(POLICY_NAME, POLICY);
        headers.set(OPTIONS_NAME, OPTIONS);
        headers.set(REFERRER_NAME, REFERRER);
        headers.set(RESOURCES_NAME, RESOURCES);
        if (isEncrypted) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

package org.millrace.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decodes paths, once, and refuses those that two programs might read differently. */
final class PathCheck {
    private static final Pattern ESCAPED = Pattern.compile("%(2e|2f|5c|3b|25|[01].|7f)|%(?![0-9a-f]{2})");

    private PathCheck() {}

    /** Returns the decoded path of a request's target, or null. */
    static String path(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return isPlain(path.toLowerCase(Locale.ROOT)) ? QueryStringDecoder.decodeComponent(path) : null;
    }

    private static boolean isPlain(String path) {
        return !path.contains("..")
                && !path.contains("//")
                && !path.contains(";")
                && !path.contains("\\")
                && !path.contains("#")
                && !ESCAPED.matcher(path).find();
    }
}

package org.millrace.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;

/** Decodes paths, once, and refuses those that two programs might read differently. */
final class PathCheck {
    private static final int HEX_DIGITS = 2;
    private static final int HEX = 16;

    private PathCheck() {}

    /** Returns the decoded path of a request's target, or null. */
    static String path(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return isPlain(path) ? QueryStringDecoder.decodeComponent(path) : null;
    }

    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean isPlain =
                    switch (c) {
                        case ';', '\\', '#' -> false;
                        case '.', '/' -> i == 0 || path.charAt(i - 1) != c;
                        case '%' -> isHarmless(path, i + 1);
                        default -> true;
                    };
            if (!isPlain) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether two digits stand for something that is not read in two ways. */
    private static boolean isHarmless(String path, int digits) {
        if (digits + HEX_DIGITS > path.length()) {
            return false;
        }
        int high = Character.digit(path.charAt(digits), HEX);
        int low = Character.digit(path.charAt(digits + 1), HEX);
        return high >= 0
                && low >= 0
                && switch (high * HEX + low) {
                    case '.', '/', '\\', ';', '%', 0x7F -> false;
                    default -> high > 1; // below are control characters
                };
    }
}

package org.millrace.gateway.rest;

import java.math.BigInteger;
import java.util.Base64;
import java.util.OptionalLong;

/** Where a page of a list ends, as text that clients hand back and do not look into. */
final class PageCursor {
    private static final int MAX_LENGTH = 16;

    private PageCursor() {}

    static String of(long place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(BigInteger.valueOf(place).toByteArray());
    }

    /** Returns the place that a cursor stands for; empty where it is none of ours. */
    static OptionalLong parse(String cursor) {
        try {
            byte[] bytes = cursor.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
            return OptionalLong.of(new BigInteger(bytes).longValueExact());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}

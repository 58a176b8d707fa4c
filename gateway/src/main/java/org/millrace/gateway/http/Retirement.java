package org.millrace.gateway.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Says of an endpoint that it will go: {@code Deprecation} (RFC 9745), {@code Sunset} (RFC 8594), and a link to what takes
 * its place.
 *
 * @param since     when it was first advised against
 * @param end       after this it may be gone
 * @param successor path of what to call instead
 */
public record Retirement(Instant since, Instant end, String successor) {
    public Retirement {
        if (!since.isBefore(end)) {
            throw new IllegalArgumentException(
                    "end of " + successor + "'s predecessor: " + end + ", expected after " + since);
        }
    }

    /** Returns the headers that say so. */
    public Map<String, String> headers() {
        return Map.of(
                "Deprecation", "@" + since.getEpochSecond(),
                "Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atOffset(ZoneOffset.UTC)),
                "Link", "<" + successor + ">; rel=\"successor-version\"");
    }

    /** Returns an endpoint that answers as another does, and says that it will go. */
    public Endpoint announcedBy(Endpoint endpoint) {
        Map<String, String> headers = headers();
        return exchange -> {
            exchange.add(headers);
            endpoint.handle(exchange);
        };
    }
}

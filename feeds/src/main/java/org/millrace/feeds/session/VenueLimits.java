package org.millrace.feeds.session;

import java.time.Duration;

/**
 * What a venue lets one address of ours do; each venue's adapter states its own.
 *
 * @param attempts        to connect, at most, within {@code attemptsWindow}
 * @param weightPerMinute of REST requests
 * @param messagesPerSecond of all our connections together; 0 = only each connection is limited
 */
public record VenueLimits(int attempts, Duration attemptsWindow, int weightPerMinute, int messagesPerSecond) {
    public VenueLimits {
        if (attempts < 1 || attemptsWindow.toNanos() < 1 || weightPerMinute < 1 || messagesPerSecond < 0) {
            throw new IllegalArgumentException("limits of a venue: " + attempts + " attempts in " + attemptsWindow
                    + ", " + weightPerMinute + " weight, " + messagesPerSecond + " messages, expected 1 or more");
        }
    }
}

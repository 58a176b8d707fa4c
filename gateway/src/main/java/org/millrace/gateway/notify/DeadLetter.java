package org.millrace.gateway.notify;

/**
 * What could not be told.
 *
 * @param key    names the notice, and is the same each time it is sent
 * @param owner  user whose alert it is
 * @param target name of the setting that holds the address
 * @param timeNs when it was given up, UTC
 * @param reason why
 */
public record DeadLetter(
        String key, long alertId, String owner, String target, Channel channel, long timeNs, String reason) {}

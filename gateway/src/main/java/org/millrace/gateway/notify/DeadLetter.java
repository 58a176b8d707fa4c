package org.millrace.gateway.notify;

/**
 * What could not be told.
 *
 * @param sequence of the AlertTriggered in JournalOut
 * @param key      names the notice, and is the same each time it is sent
 * @param owner    user whose alert it is
 * @param target   name of the setting that holds the address
 * @param timeNs   when it was given up, UTC
 * @param reason   why
 */
public record DeadLetter(
        long sequence,
        String key,
        long alertId,
        String owner,
        String target,
        Channel channel,
        long timeNs,
        String reason) {
    /** Returns what no other dead letter goes by: one notice may have one for each channel of its target. */
    public String id() {
        return key + '-' + channel.label();
    }

    /** Returns what notes of the address go by. */
    String address() {
        return target + '/' + channel.label();
    }

    /** Returns the same, given up again. */
    DeadLetter again(long nowNs, String why) {
        return new DeadLetter(sequence, key, alertId, owner, target, channel, nowNs, why);
    }
}

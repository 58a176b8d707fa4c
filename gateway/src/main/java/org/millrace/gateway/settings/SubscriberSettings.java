package org.millrace.gateway.settings;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * What a WebSocket client may do, and how long it is waited for.
 *
 * @param subscriptions     channels of a connection
 * @param instruments       named in all its subscriptions
 * @param messagesPerSecond that it may send
 * @param messageBurst      that it may send at once
 * @param messageBytes      of one that it sends
 * @param queueBytes        that may wait for it; at a quarter it is warned, at all of it messages are held back
 * @param lag               of the oldest byte that waits for it, treated likewise
 * @param heartbeat         between two of the server's; a client silent for two and a second is dropped
 * @param stepTimeout       for which a replay waits for a step; 0s = for ever
 * @param drain             between word of a shutdown and the end of connections
 * @param drainEndpoint     where clients may go then, told with that word; empty: they are told of none
 * @param compression       whether clients that offer permessage-deflate get it
 * @param socketBytes       that the system may keep of what was sent to it; 0 = as many as it likes
 */
public record SubscriberSettings(
        int subscriptions,
        int instruments,
        int messagesPerSecond,
        int messageBurst,
        int messageBytes,
        int queueBytes,
        Duration lag,
        Duration heartbeat,
        Duration stepTimeout,
        Duration drain,
        String drainEndpoint,
        boolean compression,
        int socketBytes) {
    public static final SubscriberSettings DEFAULTS = new SubscriberSettings(
            64,
            4_096,
            20,
            40,
            64 * 1024,
            1024 * 1024,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ZERO,
            "",
            false,
            256 * 1024);

    public SubscriberSettings {
        Settings.require(subscriptions >= 1, "gateway.subscribers.subscriptions", subscriptions, "1 or more");
        Settings.require(instruments >= 1, "gateway.subscribers.instruments", instruments, "1 or more");
        Settings.require(
                messagesPerSecond >= 1, "gateway.subscribers.messages-per-second", messagesPerSecond, "1 or more");
        Settings.require(messageBurst >= 1, "gateway.subscribers.message-burst", messageBurst, "1 or more");
        Settings.require(messageBytes >= 1024, "gateway.subscribers.message-bytes", messageBytes, "1024 or more");
        Settings.require(queueBytes >= 65536, "gateway.subscribers.queue-bytes", queueBytes, "65536 or more");
        Settings.require(lag.toMillis() > 0, "gateway.subscribers.lag", lag, "more than 0");
        Settings.require(heartbeat.toMillis() > 0, "gateway.subscribers.heartbeat", heartbeat, "more than 0");
        Settings.require(!stepTimeout.isNegative(), "gateway.subscribers.step-timeout", stepTimeout, "0s or more");
        Settings.require(!drain.isNegative(), "gateway.subscribers.drain", drain, "0s or more");
        Settings.require(
                drainEndpoint.isEmpty() || drainEndpoint.matches("wss?://[^\\s\"]+"),
                "gateway.subscribers.drain-endpoint",
                drainEndpoint,
                "a WebSocket's address, as wss://host/ws/v1, or nothing");
        Settings.require(
                socketBytes == 0 || socketBytes >= 16384,
                "gateway.subscribers.socket-bytes",
                socketBytes,
                "0, or 16384 or more");
    }
}

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

    /** Returns what makes others of these. */
    public Builder edit() {
        return new Builder(this);
    }

    /** Settings like others, but for what is said. */
    public static final class Builder {
        private final SubscriberSettings others;
        private int messagesPerSecond;
        private int messageBurst;
        private int queueBytes;
        private Duration lag;
        private Duration heartbeat;
        private Duration drain;
        private String drainEndpoint;
        private boolean compression;
        private int socketBytes;

        private Builder(SubscriberSettings others) {
            this.others = others;
            messagesPerSecond = others.messagesPerSecond;
            messageBurst = others.messageBurst;
            queueBytes = others.queueBytes;
            lag = others.lag;
            heartbeat = others.heartbeat;
            drain = others.drain;
            drainEndpoint = others.drainEndpoint;
            compression = others.compression;
            socketBytes = others.socketBytes;
        }

        /** Takes so many messages of a client, all the time and at once. */
        public Builder messages(int perSecond, int burst) {
            messagesPerSecond = perSecond;
            messageBurst = burst;
            return this;
        }

        public Builder queueBytes(int bytes) {
            queueBytes = bytes;
            return this;
        }

        public Builder lag(Duration ofOldest) {
            lag = ofOldest;
            return this;
        }

        public Builder heartbeat(Duration interval) {
            heartbeat = interval;
            return this;
        }

        /** Gives notice of a shutdown, and says where to go. */
        public Builder drain(Duration notice, String endpoint) {
            drain = notice;
            drainEndpoint = endpoint;
            return this;
        }

        public Builder compression(boolean isOffered) {
            compression = isOffered;
            return this;
        }

        public Builder socketBytes(int bytes) {
            socketBytes = bytes;
            return this;
        }

        public SubscriberSettings build() {
            return new SubscriberSettings(
                    others.subscriptions,
                    others.instruments,
                    messagesPerSecond,
                    messageBurst,
                    others.messageBytes,
                    queueBytes,
                    lag,
                    heartbeat,
                    others.stepTimeout,
                    drain,
                    drainEndpoint,
                    compression,
                    socketBytes);
        }
    }
}

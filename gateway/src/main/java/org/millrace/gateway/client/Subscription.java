package org.millrace.gateway.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client asks for.
 *
 * @param channels    one; more only where something is resumed or replayed in one order
 * @param instruments names, {@code venue:name}, {@code venue:*} or {@code *}
 * @param mode        {@code snapshot+live}, {@code live}, {@code snapshot}, {@code resume} or {@code replay}
 * @param more        further members of the request: {@code conflate}, {@code slow}, {@code from}, {@code to}, {@code speed}
 */
public record Subscription(List<String> channels, List<String> instruments, String mode, Map<String, Object> more) {
    /** Asks for a snapshot, and all that follows it. */
    public static Subscription live(String channel, String... instruments) {
        return new Subscription(List.of(channel), List.of(instruments), "snapshot+live", Map.of());
    }

    /** Asks for what came behind an event, and all that follows. */
    public static Subscription resume(String channel, String cursor, String... instruments) {
        return new Subscription(List.of(channel), List.of(instruments), "resume", Map.of("from", cursor));
    }

    /**
     * Asks for a span of the past.
     *
     * @param from  sequence, or time as {@code 2026-11-21T19:00:00Z}
     * @param to    likewise
     * @param speed 0 as fast as it is read, 1 as it was, or {@code step}
     */
    public static Subscription replay(List<String> channels, String from, String to, String speed) {
        return new Subscription(channels, List.of("*"), "replay", Map.of("from", from, "to", to, "speed", speed));
    }

    /** Returns the same for these instruments only. */
    public Subscription of(String... names) {
        return new Subscription(channels, List.of(names), mode, more);
    }

    /** Returns the same with one more member. */
    public Subscription with(String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(name, value);
        return new Subscription(channels, instruments, mode, members);
    }

    /** Tells whether it goes on until it is ended. */
    boolean isLive() {
        return !mode.equals("snapshot") && !mode.equals("replay");
    }

    /** Returns the same as one that goes on behind an event. */
    Subscription from(String cursor) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put("from", cursor);
        return new Subscription(channels, instruments, "resume", members);
    }

    /** Returns the same as one that begins with a snapshot. */
    Subscription anew() {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.remove("from");
        return new Subscription(channels, instruments, "snapshot+live", members);
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put("channel", channels.size() == 1 ? channels.get(0) : channels);
        members.put("instruments", instruments);
        members.put("mode", mode);
        return members;
    }
}

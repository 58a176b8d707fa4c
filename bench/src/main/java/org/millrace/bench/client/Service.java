package org.millrace.bench.client;

/**
 * What a client asks of a server.
 *
 * @param path     of its WebSocket
 * @param protocol sub-protocol; empty: none
 * @param request  sent first; empty: data comes without
 * @param answer   begins the message that confirms the request
 * @param opcode   of frames that carry data
 */
public record Service(String path, String protocol, String request, String answer, int opcode) {
    /** The engine's trades, in packets. */
    public static final Service MILLRACE = trades("\"mode\":\"live\"");

    /** Returns the engine's trades from behind an event. */
    static Service resuming(String cursor) {
        return trades("\"mode\":\"resume\",\"from\":\"" + cursor + '"');
    }

    private static Service trades(String mode) {
        return new Service(
                "/ws/v1",
                "millrace.sbe.v1",
                "{\"op\":\"subscribe\",\"id\":\"1\",\"channel\":\"trades\",\"instruments\":[\"*\"]," + mode + '}',
                "{\"op\":\"subscribed\"",
                ServerFrame.BINARY);
    }

    /** Returns what sends to whoever connects. */
    public static Service bare(int opcode) {
        return new Service("/", "", "", "", opcode);
    }
}

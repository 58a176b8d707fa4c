package org.millrace.bench.latency;

import java.util.function.Supplier;

/**
 * What a client asks of a server.
 *
 * @param path     of its WebSocket
 * @param protocol sub-protocol; empty: none
 * @param request  sent first; empty: trades come without
 * @param answer   begins the message that confirms the request
 * @param ids      makes a reader of what comes then
 */
record Service(String path, String protocol, String request, String answer, Supplier<TradeIds> ids) {
    static final Service MILLRACE = new Service(
            "/ws/v1",
            "millrace.sbe.v1",
            "{\"op\":\"subscribe\",\"id\":\"1\",\"channel\":\"trades\",\"instruments\":[\"*\"],\"mode\":\"live\"}",
            "{\"op\":\"subscribed\"",
            TradeIds.OfPackets::new);

    static final Service RELAY = new Service("/", "", "", "", TradeIds.OfFrames::new);
}

package org.millrace.gateway.websocket;

import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.protocol.Request;
import org.millrace.gateway.trace.Trace;
import org.millrace.gateway.trace.Tracer;

/** Follows what clients ask for in control messages. */
record ControlTraces(Tracer tracer, EpochNanoClock clock) {
    private static final Set<String> OPS = Set.of(
            "login", "refresh", "subscribe", "unsubscribe", "pause", "resume", "step", "seek", "resend", "heartbeat");

    /** Begins with a message that came; its member {@code traceparent} says what it is a part of. */
    Trace begin(Request request, String session) {
        String op = OPS.contains(request.op()) ? request.op() : "other";
        return tracer.begin("websocket " + op, request.member("traceparent", ""), clock.nanoTime())
                .with("millrace.session", session);
    }

    /** Ends behind what was done at once. */
    void end(Trace trace) {
        trace.end(clock.nanoTime(), false);
    }
}

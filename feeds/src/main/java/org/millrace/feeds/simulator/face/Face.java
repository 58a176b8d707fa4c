package org.millrace.feeds.simulator.face;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import org.millrace.feeds.simulator.market.MarketListener;

/**
 * One protocol of the simulator: hears what happens in the markets, and tells those who asked for it in the words of a
 * venue. Each has a port of its own; all live on the simulator's event loop.
 */
public interface Face extends MarketListener {
    /** Answers whether streams are at a path; everything else there is asked for by REST. */
    boolean isStream(String path);

    /** Returns the answer to a client that may not connect; empty = it may. */
    default Optional<FullHttpResponse> refusal(FullHttpRequest request) {
        return Optional.empty();
    }

    /** Returns what is said on a connection that was asked for so. */
    Conversation converse(QueryStringDecoder uri, FullHttpRequest request);

    /** Returns the answer to a request by REST; what is missing of its headers is added. */
    FullHttpResponse answer(QueryStringDecoder uri, FullHttpRequest request);

    /**
     * Does something wrong to an instrument with the next frame that it concerns.
     *
     * @param kind one that is about frames, snapshots or silence
     */
    void misbehave(Misbehaviour kind, int instrument);
}

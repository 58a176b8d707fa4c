package org.millrace.feeds.session;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;

/** What is said on one connection to a venue besides data: one instance a connection, on the feed's event loop. */
public interface VenueProtocol {
    /** Returns what the request for the upgrade says besides: keys, formats. */
    default HttpHeaders headers() {
        return EmptyHttpHeaders.INSTANCE;
    }

    /** Says what is due, as far as the venue's limits allow; called on opening and on every beat. */
    void onBeat(Connection connection, long nowNs);

    /**
     * Looks at a frame first.
     *
     * @return whether the frame was about the connection, and is no data
     */
    boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs);

    /**
     * Answers whether the decoder takes all frames of a connection, from the first on and those about the connection too:
     * because they are numbered, or because books begin with what is sent first.
     */
    default boolean isWhole() {
        return false;
    }

    /** Answers whether silence would be strange: a market that is closed is silent in good health. */
    default boolean expectsData(long nowNs) {
        return true;
    }

    /** Subscribes to these symbols too, as soon as the venue's limits allow. */
    void subscribe(List<String> symbols);

    /** Unsubscribes from these symbols, as soon as the venue's limits allow. */
    void unsubscribe(List<String> symbols);

    /** Returns what was asked for, and is not answered yet. */
    Requests requests();

    /** Answers whether everything asked for is confirmed. */
    boolean isSubscribed();

    /** Answers whether the venue has announced the end of the connection. */
    boolean endsSoon();

    /** Returns why the connection is of no use, or {@link FeedReason#NONE}. */
    FeedReason failure();
}

package org.millrace.feeds.simulator.kraken;

import org.agrona.DirectBuffer;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.TradeTape;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/** Writes one of the venue's two protocols. Data goes into a buffer, each over the one before; answers are text. */
interface KrakenDialect {
    /** Returns what data is written into. */
    DirectBuffer buffer();

    /** Returns a pair's name. */
    String name(int instrument);

    /** Writes trades, oldest first, and returns the length. */
    int trades(OrderFlow flow, TradeTape tape, long firstId, boolean isSnapshot);

    /** Writes the best bid and ask, and returns the length. */
    int ticker(OrderFlow flow, boolean isSnapshot);

    /** Writes a bar, the sums of which grow, and returns the length. */
    int bar(OrderFlow flow, SimulatedBar bar, boolean isSnapshot);

    /** Writes a whole book and returns the length. */
    int bookSnapshot(OrderFlow flow, ShownBook book, int depth);

    /** Writes what a book's last step changed, with the checksum behind it, and returns the length. */
    int bookUpdate(OrderFlow flow, ShownBook book, int depth);

    /** Tells whether who subscribes to trades gets the last ones. */
    boolean resendsTrades();

    /** Returns what is said first, or when the venue's state changes. */
    String status(String system);

    /** Returns a sign of life. */
    String heartbeat();

    /** Returns the answer to a ping. */
    String pong(KrakenRequest request, long nowNs);

    /** Returns the answer to a request for one pair that is granted. */
    String granted(KrakenRequest request, String pair, long nowNs);

    /** Returns the answer to a request that is refused. */
    String refused(KrakenRequest request, String pair, String error, long nowNs);
}

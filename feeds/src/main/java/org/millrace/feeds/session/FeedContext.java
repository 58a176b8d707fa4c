package org.millrace.feeds.session;

import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;

/**
 * What a feed lives among.
 *
 * @param publisher the feed's own way onto the ring
 * @param tap       sees all that comes; {@link FrameTap#NONE} = nobody does
 * @param budgets   shared with all feeds that ask the same hosts
 * @param lostBooks says which books the line does not trust
 * @param known     bars and observations that the line has taken already
 */
public record FeedContext(
        InstrumentResolver resolver,
        EventPublisher publisher,
        EpochNanoClock clock,
        FrameTap tap,
        VenueBudgets budgets,
        LostBooks lostBooks,
        KnownSeries known) {

    /** Of a line that has taken nothing yet. */
    public FeedContext(
            InstrumentResolver resolver,
            EventPublisher publisher,
            EpochNanoClock clock,
            FrameTap tap,
            VenueBudgets budgets,
            LostBooks lostBooks) {
        this(resolver, publisher, clock, tap, budgets, lostBooks, new KnownSeries());
    }
}

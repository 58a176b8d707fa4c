package org.millrace.feeds.venue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.function.LongPredicate;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.LostBooks;

/**
 * Watches each instrument of a feed: tells of those that fell silent while the connection lives, and has books joined
 * anew that are whole here and lost to the line.
 */
public final class InstrumentWatch<I extends VenueInstrument> {
    /** A line this far behind its feed is another trouble. */
    private static final long DOUBT_NS = SECONDS.toNanos(1);

    private static final long INTERVAL_NS = MILLISECONDS.toNanos(250);

    private final SymbolTable<I> symbols;
    private final Books<I> books;
    private final InputWriter writer;
    private final EventPublisher publisher;
    private final FeedCounters counters;
    private LostBooks lostBooks = LostBooks.NONE;
    private long silenceLimitNs;
    private LongPredicate hours = nowNs -> true;
    private long sinceNs; // when the connection, or the hours, began
    private long nextNs;

    /** The books of a feed. */
    public interface Books<I> {
        /** Answers whether the book is whole here. */
        boolean isWhole(I instrument);

        /** Has a book joined anew; false if the ring is full: to be called again. */
        boolean onDoubt(I instrument, long nowNs);
    }

    public InstrumentWatch(
            SymbolTable<I> symbols,
            Books<I> books,
            InputWriter writer,
            EventPublisher publisher,
            FeedCounters counters) {
        this.symbols = symbols;
        this.books = books;
        this.writer = writer;
        this.publisher = publisher;
        this.counters = counters;
    }

    /** Sets what is watched for; a limit of 0: silence is not. */
    public void configure(LostBooks lost, long limitNs) {
        lostBooks = lost;
        silenceLimitNs = limitNs;
    }

    /** Sets when instruments are expected to be heard of: at other times silence is as it should be. */
    public void hours(LongPredicate expected) {
        hours = expected;
    }

    /** Lets each instrument be as silent as it likes, from now on, for as long as the limit is. */
    public void onConnection(long nowNs) {
        sinceNs = nowNs;
        nextNs = nowNs;
    }

    /** Looks at each instrument, if it is time; false if the ring is full: to be called again. */
    public boolean onBeat(long nowNs) {
        if (nowNs - nextNs < 0) {
            return true;
        }
        boolean isExpected = hours.test(nowNs);
        sinceNs = isExpected ? sinceNs : nowNs;
        for (int i = 0; i < symbols.count(); i++) {
            I instrument = symbols.at(i);
            if (instrument.id() != InstrumentResolver.UNKNOWN
                    && !((!isExpected || hears(instrument, nowNs)) && trusts(instrument, nowNs))) {
                return false;
            }
        }
        nextNs = nowNs + INTERVAL_NS;
        return true;
    }

    private boolean hears(I instrument, long nowNs) {
        long lastNs = Math.max(instrument.dataNs(), sinceNs);
        boolean isSilent = silenceLimitNs > 0 && nowNs - lastNs >= silenceLimitNs;
        if (isSilent == instrument.isSilent) {
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        FeedState state = isSilent ? FeedState.STALE : FeedState.LIVE;
        FeedReason reason = isSilent ? FeedReason.SILENT : FeedReason.RESUMED;
        writer.status(0, FeedStream.TRADES, state, reason, instrument.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
        instrument.isSilent = isSilent;
        if (isSilent) {
            counters.count(FeedCounter.SILENCES);
        }
        return true;
    }

    private boolean trusts(I instrument, long nowNs) {
        boolean isLost = books.isWhole(instrument) && lostBooks.contains(instrument.id());
        if (!isLost) {
            instrument.lostSinceNs = 0;
            return true;
        }
        if (instrument.lostSinceNs == 0) {
            instrument.lostSinceNs = nowNs;
        }
        return nowNs - instrument.lostSinceNs < DOUBT_NS || books.onDoubt(instrument, nowNs);
    }
}

package org.millrace.feeds.venue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.function.Consumer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.LostBooks;

/**
 * Watches each instrument of a feed: tells of those that fell silent while the connection lives, that came, went, or lost
 * their connection, and has books joined anew that are whole here and lost to the line. Tells of the venue's clock, too.
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
    private Hours<I> hours = (instrument, nowNs) -> true;
    private Consumer<String> unheard;
    private boolean isConnected;
    private boolean isComplete; // whether symbols that nothing came of are known too
    private long sinceNs; // when the connection began
    private long nextNs;

    /** The books of a feed. */
    public interface Books<I> {
        /** Answers whether the book is whole here. */
        boolean isWhole(I instrument);

        /** Has a book joined anew; false if the ring is full: to be called again. */
        boolean onDoubt(I instrument, long nowNs);

        /** Returns what a feed has of an instrument besides trades. */
        default FeedStream stream() {
            return FeedStream.BOOK;
        }

        /** Returns those of a feed that has none, but bars. */
        static <I> Books<I> none() {
            return new Books<>() {
                @Override
                public boolean isWhole(I instrument) {
                    return false;
                }

                @Override
                public boolean onDoubt(I instrument, long nowNs) {
                    return true;
                }

                @Override
                public FeedStream stream() {
                    return FeedStream.BARS;
                }
            };
        }
    }

    /** When instruments are expected to be heard of. */
    public interface Hours<I> {
        /** Answers whether silence would be strange. */
        boolean areOpen(I instrument, long nowNs);
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
        unheard = symbols::find;
    }

    /** Sets what is watched for; a limit of 0: silence is not. */
    public void configure(LostBooks lost, long limitNs) {
        lostBooks = lost;
        silenceLimitNs = limitNs;
    }

    /** Sets when instruments are expected to be heard of: at other times silence is as it should be. */
    public void hours(Hours<I> expected) {
        hours = expected;
    }

    /** Sets how a symbol becomes known that nothing came of. */
    public void unheard(Consumer<String> define) {
        unheard = define;
    }

    /** Watches these symbols too; those that come to a connection that lives are told of when they are first heard. */
    public void add(List<String> added, long nowNs) {
        symbols.add(added);
        isComplete = false;
        for (String symbol : added) {
            I instrument = isConnected ? symbols.find(symbol) : null;
            if (instrument != null) {
                instrument.addedNs = nowNs;
                instrument.isConnected = true;
            }
        }
    }

    /** Publishes that a symbol's streams have ended, and forgets it; false if the ring is full: to be called again. */
    public boolean remove(String symbol, FeedReason reason, long nowNs) {
        I instrument = reason == FeedReason.REFUSED ? symbols.find(symbol) : symbols.known(symbol);
        if (instrument != null && instrument.id() != InstrumentResolver.UNKNOWN) {
            if (!publisher.tryClaim(2)) {
                return false;
            }
            writer.status(0, FeedStream.TRADES, FeedState.DISCONNECTED, reason, instrument.id());
            writer.times(nowNs, nowNs);
            writer.status(1, books.stream(), FeedState.DISCONNECTED, reason, instrument.id());
            writer.times(nowNs, nowNs);
            publisher.commit();
        }
        symbols.remove(symbol);
        return true;
    }

    /**
     * Publishes what the venue lets us have of a symbol: nothing (DISCONNECTED), not all (STALE), all again (LIVE); false if
     * the ring is full: to be called again.
     */
    public boolean onRefusal(String symbol, FeedState state, long nowNs) {
        I instrument = symbols.find(symbol);
        if (instrument == null || instrument.id() == InstrumentResolver.UNKNOWN) {
            return true;
        }
        boolean isPartly = state == FeedState.STALE;
        if (!publisher.tryClaim(isPartly ? 1 : 2)) {
            return false;
        }
        FeedReason reason = state == FeedState.LIVE ? FeedReason.RESUMED : FeedReason.REFUSED;
        writer.status(0, books.stream(), state, reason, instrument.id());
        writer.times(nowNs, nowNs);
        if (!isPartly) {
            writer.status(1, FeedStream.TRADES, state, reason, instrument.id());
            writer.times(nowNs, nowNs);
        }
        publisher.commit();
        return true;
    }

    /** Lets each instrument be as silent as it likes, from now on, for as long as the limit is. */
    public void onConnection(long nowNs) {
        isConnected = true;
        isComplete = false;
        sinceNs = nowNs;
        nextNs = nowNs;
        for (int i = 0; i < symbols.count(); i++) {
            symbols.at(i).isConnected = true;
        }
    }

    /** Publishes that each instrument's streams ended with the connection; false if the ring is full: to be called again. */
    public boolean onDisconnect(long nowNs) {
        if (isConnected) {
            noteHeard();
        }
        isConnected = false;
        for (int i = 0; i < symbols.count(); i++) {
            I instrument = symbols.at(i);
            if (instrument.isConnected && instrument.id() != InstrumentResolver.UNKNOWN) {
                if (!tell(instrument, FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE, nowNs)) {
                    return false;
                }
                instrument.isConnected = false;
                instrument.isSilent = true; // until a connection carries it again
            }
        }
        return true;
    }

    /** Symbols that first came on this connection were carried by it too. */
    private void noteHeard() {
        for (int i = 0; i < symbols.count(); i++) {
            I instrument = symbols.at(i);
            instrument.isConnected |= instrument.dataNs() != 0 && instrument.dataNs() - sinceNs >= 0;
        }
    }

    /** Looks at each instrument, if it is time; false if the ring is full: to be called again. */
    public boolean onBeat(long nowNs) {
        if (nowNs - nextNs < 0) {
            return true;
        }
        if (!tellClock(nowNs)) {
            return false;
        }
        complete(nowNs);
        for (int i = 0; i < symbols.count(); i++) {
            I instrument = symbols.at(i);
            if (instrument.id() != InstrumentResolver.UNKNOWN
                    && !(hears(instrument, nowNs) && trusts(instrument, nowNs))) {
                return false;
            }
        }
        nextNs = nowNs + INTERVAL_NS;
        return true;
    }

    /** Publishes by how much the venue's clock is ahead of ours, where that is news; false if the ring is full. */
    private boolean tellClock(long nowNs) {
        ClockEstimate clock = writer.clock();
        if (!clock.isNews(nowNs)) {
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.CONNECTION, FeedState.LIVE, FeedReason.CLOCK, InstrumentResolver.UNKNOWN);
        writer.times(nowNs, nowNs);
        writer.clock(clock.offsetNs(), clock.isSuspect());
        publisher.commit();
        clock.onTold(nowNs);
        return true;
    }

    /** Has symbols known that are subscribed to, and of which nothing came for as long as the limit is. */
    private void complete(long nowNs) {
        if (!isComplete && silenceLimitNs > 0 && nowNs - sinceNs >= silenceLimitNs) {
            isComplete = true;
            symbols.wanted().forEach(unheard);
        }
    }

    private boolean hears(I instrument, long nowNs) {
        if (!hours.areOpen(instrument, nowNs)) {
            instrument.restedNs = nowNs;
            return true;
        }
        long beganNs = Math.max(instrument.restedNs, Math.max(sinceNs, instrument.addedNs));
        long lastNs = Math.max(instrument.dataNs(), beganNs);
        boolean isSilent = silenceLimitNs > 0 && nowNs - lastNs >= silenceLimitNs;
        boolean isHeard = instrument.addedNs != 0 && instrument.dataNs() != 0;
        if (isSilent == instrument.isSilent && !isHeard) {
            return true;
        }
        if (!isSilent && !isHeard && instrument.dataNs() - instrument.silentNs < 0) {
            return true; // it may speak again, because its market opened or a connection came, and has not yet
        }
        FeedState state = isSilent ? FeedState.STALE : FeedState.LIVE;
        FeedReason reason = isSilent ? FeedReason.SILENT : FeedReason.RESUMED;
        if (!tell(instrument, state, isHeard ? FeedReason.SUBSCRIBED : reason, nowNs)) {
            return false;
        }
        instrument.addedNs = isHeard ? 0 : instrument.addedNs;
        instrument.isSilent = isSilent;
        instrument.silentNs = isSilent ? nowNs : 0;
        if (isSilent) {
            counters.count(FeedCounter.SILENCES);
        }
        return true;
    }

    private boolean tell(I instrument, FeedState state, FeedReason reason, long nowNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.TRADES, state, reason, instrument.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
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

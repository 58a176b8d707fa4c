package org.millrace.feeds.venue;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.BookChecker;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;

/** Publishes what books are to be compared with: that a check begins, then the levels, which change nothing. */
public final class BookChecks<I extends VenueInstrument> implements BookChecker {
    /** Most levels a side that are compared. */
    public static final int MAX_LEVELS = 100;

    private final SymbolTable<I> symbols;
    private final InstrumentWatch.Books<I> books;
    private final InputWriter writer;
    private final BookRun run;
    private final EventPublisher publisher;
    private final FeedCounters counters;
    private BookAnswer answer = new BookAnswer(BookAnswer.EXACT);
    private int turn;

    public BookChecks(
            SymbolTable<I> symbols,
            InstrumentWatch.Books<I> books,
            InputWriter writer,
            BookRun run,
            EventPublisher publisher,
            FeedCounters counters) {
        this.symbols = symbols;
        this.books = books;
        this.writer = writer;
        this.run = run;
        this.publisher = publisher;
        this.counters = counters;
    }

    /** Sets that the venue rounds quantities to so many decimals in what it answers: they are compared no more closely. */
    public BookChecks<I> rounded(int decimals) {
        answer = new BookAnswer(decimals);
        return this;
    }

    @Override
    public int count() {
        int count = 0;
        for (int i = 0; i < symbols.count(); i++) {
            count += isWhole(symbols.at(i)) ? 1 : 0;
        }
        return count;
    }

    @Override
    public String next() {
        for (int i = 0; i < symbols.count(); i++) {
            turn = turn + 1 >= symbols.count() ? 0 : turn + 1;
            I instrument = symbols.at(turn);
            if (isWhole(instrument)) {
                return instrument.symbol();
            }
        }
        return "";
    }

    @Override
    public boolean announce(String symbol, long nowNs) {
        I instrument = symbols.known(symbol);
        if (!isWhole(instrument)) {
            return false;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, FeedState.LIVE, FeedReason.BOOK_CHECK, instrument.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
        return true;
    }

    @Override
    public boolean onAnswer(String symbol, byte[] body, long receiveTimeNs) {
        I instrument = symbols.known(symbol);
        if (!isWhole(instrument)) {
            return true; // the line has given the check up, too
        }
        if (!answer.read(body, instrument, MAX_LEVELS)) {
            return reject(instrument, body, receiveTimeNs);
        }
        run.begin(instrument, 0, 0, EventPrefix.CHECK | EventPrefix.SNAPSHOT);
        run.quantityExponent(answer.quantityExponent());
        run.times(receiveTimeNs, receiveTimeNs);
        run.bids(answer.bids.values(), 0, answer.bids.count());
        run.asks(answer.asks.values(), 0, answer.asks.count());
        if (!run.publish()) {
            return false;
        }
        counters.count(FeedCounter.BOOK_CHECKS);
        return true;
    }

    private boolean isWhole(I instrument) {
        return instrument != null && instrument.id() != InstrumentResolver.UNKNOWN && books.isWhole(instrument);
    }

    private boolean reject(I instrument, byte[] body, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(answer.reason(), instrument.id(), BookUpdateDecoder.TEMPLATE_ID, 0);
        writer.refused(receiveTimeNs, body, 0, body.length);
        publisher.commit();
        counters.countRejected(answer.reason());
        return true;
    }
}

package org.millrace.feeds.binance;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.BookChecker;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.venue.BookChecks;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.ListedInstruments;
import org.millrace.feeds.venue.SymbolTable;
import org.millrace.feeds.venue.TradeContinuity;

/**
 * Turns Binance's frames and depth snapshots into events: trades whose ids are watched for holes, quotes, bars, and
 * changes of books once they are joined with their snapshot. One thread; the same frame is taken again after it found
 * the ring full, because nothing is altered before all of it is published.
 */
public final class BinanceFeed implements VenueDecoder {
    /** Most symbols of a feed. */
    public static final int SYMBOL_CAPACITY = 4_096;

    private final EventPublisher publisher;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<BinanceInstrument> symbols;
    private final int venue;
    private final ListedInstruments listed;
    private final BinanceDecoder decoder;
    private final SbeDecoder sbe;
    private final BinanceMessage message;
    private final InputWriter writer;
    private final PartialDepth partial;
    private final BookFeed books;
    private final BookChecks<BinanceInstrument> checks;
    private final InstrumentWatch<BinanceInstrument> watch;
    private int tradesDone; // of a message that are on the ring: not 0 only between two attempts
    private ControlListener control = ControlListener.NONE;

    /**
     * @param venue     number of the venue that the events are labelled with, as in the schema's enum {@code Venue}
     * @param requester is asked for snapshots on the feed's thread
     */
    public BinanceFeed(int venue, InstrumentResolver resolver, EventPublisher publisher, SnapshotRequester requester) {
        this.publisher = publisher;
        this.venue = venue;
        listed = new ListedInstruments(resolver);
        symbols = new SymbolTable<>(venue, listed, SYMBOL_CAPACITY, BinanceInstrument::new);
        decoder = new BinanceDecoder(symbols);
        message = decoder.message();
        sbe = new SbeDecoder(symbols, message);
        partial = new PartialDepth(symbols);
        writer = new InputWriter(venue, publisher);
        books = new BookFeed(publisher, writer, new BookRun(venue, publisher), requester, counters);
        watch = new InstrumentWatch<>(symbols, books, writer, publisher, counters);
        checks = new BookChecks<>(symbols, books, writer, new BookRun(venue, publisher), publisher, counters);
    }

    @Override
    public BookChecker bookChecks() {
        return checks;
    }

    /** Sets whether first levels are all that is told of books, so that they are published as these. */
    BinanceFeed showingFirstLevels(boolean shows) {
        books.showsFirstLevels(shows);
        return this;
    }

    /** Sets who hears what the venue says about the connection. */
    public BinanceFeed control(ControlListener listener) {
        control = listener;
        return this;
    }

    /**
     * Sets what each instrument is watched for.
     *
     * @param lost           says which books the line does not trust
     * @param silenceLimitNs without data, after which an instrument is told of as silent; 0 = never
     */
    public BinanceFeed watch(LostBooks lost, long silenceLimitNs) {
        watch.configure(lost, silenceLimitNs);
        return this;
    }

    @Override
    public FeedCounters counters() {
        return counters;
    }

    @Override
    public void add(List<String> added, long nowNs) {
        watch.add(added, nowNs);
    }

    @Override
    public boolean remove(String symbol, FeedReason reason, long nowNs) {
        return watch.remove(symbol, reason, nowNs);
    }

    @Override
    public void onConnection(int connectionId, long nowNs) {
        writer.connection(connectionId);
        symbols.wanted().forEach(symbols::find);
        watch.onConnection(nowNs);
    }

    @Override
    public boolean onBeat(long nowNs) {
        return watch.onBeat(nowNs);
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        boolean isText = !SbeDecoder.isMessage(buffer, offset, length);
        FrameKind kind = isText ? decoder.decode(buffer, offset, length) : sbe.decode(buffer, offset, length);
        boolean taken = isText ? onText(kind, length, receiveTimeNs) : onMessage(kind, receiveTimeNs);
        if (!taken) {
            counters.count(FeedCounter.RING_FULL);
            return false;
        }
        if (kind.fieldCount() > 0) {
            message.instrument().onData(receiveTimeNs);
        }
        counters.count(FeedCounter.FRAMES);
        counters.set(FeedCounter.FALL_BACKS, decoder.fallBacks());
        return true;
    }

    private boolean onText(FrameKind kind, int length, long receiveTimeNs) {
        return switch (kind) {
            case TRADE -> onTrade(kind, message.value('t'), receiveTimeNs);
            case AGGREGATE_TRADE -> onTrade(kind, message.value('a'), receiveTimeNs);
            case BOOK_TICKER -> onBookTicker(receiveTimeNs, receiveTimeNs); // the text has no time
            case TIMED_BOOK_TICKER -> onBookTicker(message.value('E'), receiveTimeNs);
            case DEPTH -> books.onDelta(message, receiveTimeNs);
            case KLINE -> onKline(receiveTimeNs);
            case PARTIAL_DEPTH -> onPartialDepth(decoder.source(), decoder.end() - length, receiveTimeNs);
            case REFUSED -> onRefused(decoder.source(), decoder.refusedTemplateId(), receiveTimeNs);
            default -> onControl(kind);
        };
    }

    private boolean onMessage(FrameKind kind, long receiveTimeNs) {
        return switch (kind) {
            case TRADE -> onTrades(receiveTimeNs);
            case BOOK_TICKER -> onBookTicker(message.value('E'), receiveTimeNs);
            case DEPTH -> books.onDelta(message, receiveTimeNs);
            case PARTIAL_DEPTH -> books.onPartialDepth(message, receiveTimeNs);
            case REFUSED -> onRefused(sbe.source(), sbe.refusedTemplateId(), receiveTimeNs);
            default -> {
                counters.count(kind == FrameKind.IGNORED ? FeedCounter.IGNORED : FeedCounter.UNKNOWN);
                yield true;
            }
        };
    }

    /** Publishes the trades of one message, one after the other; goes on where it was stopped. */
    private boolean onTrades(long receiveTimeNs) {
        while (tradesDone < sbe.tradeCount()) {
            sbe.trade(tradesDone);
            if (!onTrade(FrameKind.TRADE, sbe.tradeId(tradesDone), receiveTimeNs)) {
                return false;
            }
            tradesDone++;
        }
        if (tradesDone == 0) {
            counters.count(FeedCounter.IGNORED); // a message of no trades
        }
        tradesDone = 0;
        return true;
    }

    @Override
    public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        BinanceInstrument instrument = symbols.find(symbol);
        if (instrument == null || instrument.id() == InstrumentResolver.UNKNOWN) {
            counters.count(FeedCounter.SNAPSHOTS_UNUSED);
            return true;
        }
        return books.onSnapshot(instrument, body, offset, length, receiveTimeNs);
    }

    @Override
    public boolean onListing(String request, DirectBuffer body, int offset, int length) {
        return request.contains("/exchangeInfo") && listed.take(ExchangeInfo::read, venue, body, offset, length);
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        BinanceInstrument instrument = symbols.find(symbol);
        return instrument == null
                || instrument.id() == InstrumentResolver.UNKNOWN
                || books.onSnapshotFailed(instrument, receiveTimeNs);
    }

    @Override
    public boolean onDisconnect(long receiveTimeNs) {
        for (int i = 0; i < symbols.count(); i++) {
            BinanceInstrument instrument = symbols.at(i);
            if (!books.onDisconnect(instrument, receiveTimeNs)) {
                return false;
            }
        }
        return watch.onDisconnect(receiveTimeNs);
    }

    private boolean onTrade(FrameKind kind, long id, long receiveTimeNs) {
        BinanceInstrument of = message.instrument();
        TradeContinuity continuity = of.trades;
        if (!of.takes(kind)) {
            counters.count(FeedCounter.TRADES_PASSED_OVER);
            return true;
        }
        boolean gap = continuity.isGap(id);
        if (!publisher.tryClaim(gap ? 2 : 1)) {
            return false;
        }
        if (gap) {
            writer.status(0, FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP, of.id());
            writer.times(message.value('T'), receiveTimeNs);
            writer.gap(continuity.lastId() + 1, id - 1);
            counters.count(FeedCounter.TRADE_GAPS);
        }
        trade(gap ? 1 : 0, id, receiveTimeNs);
        publisher.commit();
        of.onTrade(kind, id);
        counters.count(FeedCounter.TRADES);
        return true;
    }

    private boolean onBookTicker(long eventTimeNs, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        quote(eventTimeNs, receiveTimeNs);
        publisher.commit();
        counters.count(FeedCounter.QUOTES);
        return true;
    }

    private boolean onPartialDepth(byte[] source, int offset, long receiveTimeNs) {
        if (!partial.locate(source, offset, decoder.end())) {
            counters.count(FeedCounter.IGNORED);
            return true;
        }
        return books.onPartialDepth(partial, source, receiveTimeNs);
    }

    private boolean onKline(long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        bar(receiveTimeNs);
        publisher.commit();
        counters.count(FeedCounter.BARS);
        return true;
    }

    private void trade(int index, long id, long receiveTimeNs) {
        writer.trade(index, message.instrument(), message.value('T'), receiveTimeNs)
                .tradeId(id)
                .venueSequence(id)
                .price(message.value('p'))
                .quantity(message.value('q'))
                .aggressorSide(message.value('m') == 0 ? AggressorSide.BUY : AggressorSide.SELL);
    }

    private void quote(long eventTimeNs, long receiveTimeNs) {
        writer.quoteOfBook(0, message.instrument(), eventTimeNs, receiveTimeNs)
                .venueSequence(message.value('u'))
                .bidPrice(message.value('b'))
                .bidQuantity(message.value('B'))
                .askPrice(message.value('a'))
                .askQuantity(message.value('A'));
    }

    private void bar(long receiveTimeNs) {
        writer.bar(0, message.instrument(), message.value('E'), receiveTimeNs)
                .startTime(message.value(FrameField.BAR + 't'))
                .open(message.value(FrameField.BAR + 'o'))
                .high(message.value(FrameField.BAR + 'h'))
                .low(message.value(FrameField.BAR + 'l'))
                .close(message.value(FrameField.BAR + 'c'))
                .volume(message.value(FrameField.BAR + 'v'))
                .buyVolume(message.value(FrameField.BAR + 'V'))
                .tradeCount(message.value(FrameField.BAR + 'n'))
                .timeframe(message.value(FrameField.BAR + 'i'))
                .closed(message.value(FrameField.BAR + 'x') == 0 ? BooleanType.F : BooleanType.T)
                .notional()
                .high(message.amountHigh())
                .low(message.amountLow());
    }

    private boolean onRefused(byte[] source, int templateId, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        RejectReason reason = message.reason();
        BinanceInstrument instrument = message.instrument();
        writer.rejected(reason, instrument == null ? 0 : instrument.id(), templateId, 0);
        writer.refused(receiveTimeNs, source, message.refusedOffset(), message.refusedLength());
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }

    private boolean onControl(FrameKind kind) {
        byte[] source = decoder.source();
        switch (kind) {
            case SHUTDOWN -> control.onShutdownNotice();
            case REPLY -> control.onReply(decoder.fields().requestId(source));
            case ERROR ->
                control.onError(
                        decoder.fields().requestId(source), decoder.fields().errorCode(source, decoder.end()));
            case IGNORED -> counters.count(FeedCounter.IGNORED);
            default -> counters.count(FeedCounter.UNKNOWN);
        }
        if (kind != FrameKind.IGNORED && kind != FrameKind.UNKNOWN) {
            counters.count(FeedCounter.CONTROL);
        }
        return true;
    }
}

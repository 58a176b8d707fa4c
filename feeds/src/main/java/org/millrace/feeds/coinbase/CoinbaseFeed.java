package org.millrace.feeds.coinbase;

import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
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
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.venue.BookChecks;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.ListedInstruments;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Turns Coinbase's frames into events: trades whose ids are watched for holes, quotes, bars, and books. One thread; the same
 * frame is taken again after it found the ring full, and goes on where it stood.
 */
public final class CoinbaseFeed implements VenueDecoder {
    /** Most products of a feed. */
    public static final int SYMBOL_CAPACITY = 4_096;

    private static final String USDC = "-USDC";

    private final EventPublisher publisher;
    private final boolean isAdvanced;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<CoinbaseInstrument> symbols;
    private final InputWriter writer;
    private final TradeFeed trades;
    private final CandleFeed candles;
    private final int venue;
    private final ListedInstruments listed;
    private final BookFeed books;
    private final FrameNumbers numbers = new FrameNumbers();
    private final InstrumentWatch<CoinbaseInstrument> watch;
    private final BookChecks<CoinbaseInstrument> checks;
    private CoinbaseDecoder decoder;
    private CoinbaseDecoder other; // of recordings, which say themselves what they are of; else the same
    private CoinbaseMessage message;
    private boolean areBooksExpected;
    private boolean isGapTold; // of this frame's number: not false only between two attempts

    /**
     * @param venue      number of the venue that the events are labelled with, as in the schema's enum {@code Venue}
     * @param isAdvanced whether frames are those of Advanced Trade; else of the Exchange feed
     * @param requester  is asked for snapshots on the feed's thread
     */
    public CoinbaseFeed(
            int venue,
            boolean isAdvanced,
            InstrumentResolver resolver,
            EventPublisher publisher,
            SnapshotRequester requester) {
        this.publisher = publisher;
        this.isAdvanced = isAdvanced;
        this.venue = venue;
        listed = new ListedInstruments(resolver);
        symbols = new SymbolTable<>(venue, listed, SYMBOL_CAPACITY, CoinbaseInstrument::new);
        decoder = isAdvanced ? CoinbaseDecoder.advanced(symbols) : CoinbaseDecoder.exchange(symbols);
        other = decoder;
        message = decoder.message();
        writer = new InputWriter(venue, publisher);
        trades = new TradeFeed(publisher, writer, counters);
        candles = new CandleFeed(publisher, writer, counters);
        books = new BookFeed(publisher, writer, new BookRun(venue, publisher), requester, counters);
        watch = new InstrumentWatch<>(symbols, books, writer, publisher, counters);
        checks = new BookChecks<>(symbols, books, writer, new BookRun(venue, publisher), publisher, counters);
    }

    @Override
    public BookChecker bookChecks() {
        return checks;
    }

    /**
     * Sets what each instrument is watched for.
     *
     * @param lost           says which books the line does not trust
     * @param silenceLimitNs without data, after which an instrument is told of as silent; 0 = never
     */
    public CoinbaseFeed watch(LostBooks lost, long silenceLimitNs) {
        watch.configure(lost, silenceLimitNs);
        return this;
    }

    /** Takes frames of either protocol, as recordings may hold them. */
    CoinbaseFeed recorded() {
        other = isAdvanced ? CoinbaseDecoder.exchange(symbols) : CoinbaseDecoder.advanced(symbols);
        return this;
    }

    /** Sets that books are subscribed to, so that their snapshots are waited for. */
    public CoinbaseFeed books(boolean areExpected) {
        areBooksExpected = areExpected;
        return this;
    }

    @Override
    public FeedCounters counters() {
        return counters;
    }

    @Override
    public void add(List<String> added, long nowNs) {
        watch.add(added, nowNs);
        added.stream().map(symbols::known).filter(Objects::nonNull).forEach(of -> {
            define(of.symbol());
            of.waitsSinceNs = nowNs;
        });
    }

    @Override
    public boolean remove(String symbol, FeedReason reason, long nowNs) {
        return watch.remove(symbol, reason, nowNs);
    }

    @Override
    public void onConnection(int connectionId, long nowNs) {
        writer.connection(connectionId);
        numbers.onConnection();
        symbols.wanted().forEach(this::define);
        books.onConnection(symbols, nowNs);
        watch.onConnection(nowNs);
    }

    @Override
    public boolean onBeat(long nowNs) {
        return watch.onBeat(nowNs) && (!areBooksExpected || books.onBeat(symbols, nowNs));
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        FrameKind kind = decode(buffer, offset, length);
        boolean isTaken = message.number() == JsonBytes.NONE
                ? publish(kind, receiveTimeNs)
                : publishNumbered(kind, message.number(), receiveTimeNs);
        if (!isTaken) {
            counters.count(FeedCounter.RING_FULL);
            return false;
        }
        counters.count(FeedCounter.FRAMES);
        counters.set(FeedCounter.FALL_BACKS, decoder.fallBacks());
        return true;
    }

    @Override
    public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        counters.count(FeedCounter.SNAPSHOTS_UNUSED); // books begin on the socket
        return true;
    }

    @Override
    public boolean onListing(String request, DirectBuffer body, int offset, int length) {
        return request.contains("/products")
                && !request.contains("/products/")
                && listed.take(Products::read, venue, body, offset, length);
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        return true;
    }

    @Override
    public boolean onDisconnect(long receiveTimeNs) {
        return endBooks(receiveTimeNs) && watch.onDisconnect(receiveTimeNs);
    }

    private FrameKind decode(DirectBuffer buffer, int offset, int length) {
        FrameKind kind = decoder.decode(buffer, offset, length);
        if (kind != FrameKind.UNKNOWN || other == decoder) {
            return kind;
        }
        FrameKind otherwise = other.decode(buffer, offset, length);
        if (otherwise == FrameKind.UNKNOWN) {
            return kind;
        }
        CoinbaseDecoder before = decoder;
        decoder = other;
        other = before;
        message = decoder.message();
        return otherwise;
    }

    private boolean endBooks(long receiveTimeNs) {
        for (int i = 0; i < symbols.count(); i++) {
            if (!books.onDisconnect(symbols.at(i), receiveTimeNs)) {
                return false;
            }
        }
        return true;
    }

    /** Defines a product; Advanced Trade tells of one in USDC under the name of that in USD, whose book is the same. */
    private void define(String product) {
        symbols.find(product);
        if (isAdvanced && product.endsWith(USDC)) {
            symbols.alias(product.substring(0, product.length() - 1), product);
        }
    }

    /** Publishes a frame if its number is what it should be; where frames before it are missing, says so first. */
    private boolean publishNumbered(FrameKind kind, long number, long receiveTimeNs) {
        if (kind == FrameKind.REFUSED) {
            if (!onRefused(receiveTimeNs)) {
                return false;
            }
            numbers.onRefused(number);
            return true;
        }
        FrameNumbers.Judgement judgement = numbers.judge(number);
        boolean isTaken =
                switch (judgement) {
                    case NEXT -> publish(kind, receiveTimeNs);
                    case GAP -> onGap(number, receiveTimeNs) && publish(kind, receiveTimeNs);
                    case ANEW -> endBooks(receiveTimeNs) && publish(kind, receiveTimeNs);
                    case DUPLICATE -> reject(RejectReason.DUPLICATE, kind, receiveTimeNs);
                    case OUT_OF_ORDER -> reject(RejectReason.OUT_OF_ORDER, kind, receiveTimeNs);
                };
        if (isTaken && judgement.isTaken()) {
            numbers.onFrame(number);
            isGapTold = false;
        }
        return isTaken;
    }

    private boolean publish(FrameKind kind, long receiveTimeNs) {
        if (message.isEmpty(kind)) {
            return count(FrameKind.IGNORED);
        }
        return switch (kind) {
            case TRADES -> trades.publish(message.trades, false, receiveTimeNs);
            case EARLIER_TRADES -> trades.publish(message.trades, true, receiveTimeNs);
            case LAST_TRADE -> trades.publishGapTo(message.trades, receiveTimeNs);
            case QUOTES -> onQuotes(receiveTimeNs);
            case CANDLES -> candles.publish(message.candles, message.timeOr(receiveTimeNs), receiveTimeNs);
            case BOOK -> books.publish(message, receiveTimeNs);
            case HEARTBEAT -> onHeartbeat(receiveTimeNs);
            case REFUSED -> onRefused(receiveTimeNs);
            default -> count(kind);
        };
    }

    private boolean onQuotes(long receiveTimeNs) {
        QuoteList quotes = message.quotes;
        int count = quotes.count();
        if (count > EventPublisher.MAX_CLAIM) {
            return reject(RejectReason.CAPACITY, FrameKind.QUOTES, receiveTimeNs);
        }
        if (!publisher.tryClaim(count)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            CoinbaseInstrument of = quotes.instrument(i);
            writer.quote(i, of, message.timeOr(receiveTimeNs), receiveTimeNs)
                    .venueSequence(message.venueSequence())
                    .bidPrice(quotes.bidPrice(i))
                    .bidQuantity(quotes.bidQuantity(i))
                    .askPrice(quotes.askPrice(i))
                    .askQuantity(quotes.askQuantity(i));
            of.onData(receiveTimeNs);
            counters.count(FeedCounter.QUOTES);
        }
        publisher.commit();
        return true;
    }

    /** Compares the last trade that the venue knows with the last that came. */
    private boolean onHeartbeat(long receiveTimeNs) {
        CoinbaseInstrument of = message.instrument();
        boolean isTaken = of == null
                || message.lastTradeId() < 0
                || of.trades.isEmpty()
                || trades.publishGapTo(of, message.lastTradeId(), message.timeOr(receiveTimeNs), receiveTimeNs);
        return isTaken && count(FrameKind.HEARTBEAT);
    }

    /** Tells that frames of the connection are missing: any book on it may have lost something. */
    private boolean onGap(long number, long receiveTimeNs) {
        long first = numbers.missingFrom();
        if (!isGapTold) {
            if (!publisher.tryClaim(1)) {
                return false;
            }
            writer.status(0, FeedStream.CONNECTION, FeedState.LIVE, FeedReason.GAP, InstrumentResolver.UNKNOWN);
            writer.gap(first, number - 1);
            writer.times(message.timeOr(receiveTimeNs), receiveTimeNs);
            publisher.commit();
            isGapTold = true;
        }
        for (int i = 0; i < symbols.count(); i++) {
            if (symbols.at(i).book == CoinbaseInstrument.Book.LIVE
                    && !books.onLoss(symbols.at(i), first, number - 1, receiveTimeNs)) {
                return false;
            }
        }
        return true;
    }

    private boolean onRefused(long receiveTimeNs) {
        CoinbaseInstrument of = message.instrument();
        if (of != null && message.refusedKind() == FrameKind.BOOK && !books.onLoss(of, 0, 0, receiveTimeNs)) {
            return false;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        RejectReason reason = message.reason();
        int templateId = message.refusedKind().templateId();
        writer.rejected(reason, of == null ? 0 : of.id(), templateId, message.venueSequence());
        writer.refused(receiveTimeNs, decoder.source(), message.refusedOffset(), message.refusedLength());
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }

    private boolean reject(RejectReason reason, FrameKind kind, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        CoinbaseInstrument of = message.instrument();
        writer.rejected(reason, of == null ? 0 : of.id(), kind.templateId(), message.venueSequence());
        writer.rejectedTimes(message.timeOr(receiveTimeNs), receiveTimeNs);
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }

    private boolean count(FrameKind kind) {
        counters.count(
                switch (kind) {
                    case HEARTBEAT, SUBSCRIPTIONS, ERROR -> FeedCounter.CONTROL;
                    case IGNORED -> FeedCounter.IGNORED;
                    default -> FeedCounter.UNKNOWN;
                });
        return true;
    }
}

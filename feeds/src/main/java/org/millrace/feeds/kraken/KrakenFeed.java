package org.millrace.feeds.kraken;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.FeedReason;
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
import org.millrace.feeds.venue.SymbolTable;

/**
 * Turns Kraken's frames into events: trades whose ids are watched for holes, quotes, bars, and books whose checksum agreed.
 * One thread; the same frame is taken again after it found the ring full, and goes on with the row that it stood at.
 */
public final class KrakenFeed implements VenueDecoder {
    /** Most pairs of a feed. */
    public static final int SYMBOL_CAPACITY = 4_096;

    /** Of quantities, in whose place WebSocket has eight. */
    private static final int REST_DECIMALS = 3;

    /** Without the snapshot of a book that was subscribed to, after which it is subscribed to anew. */
    private static final long SNAPSHOT_LIMIT_NS = SECONDS.toNanos(15);

    private static final long LOOK_NS = MILLISECONDS.toNanos(250);

    private final EventPublisher publisher;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<KrakenInstrument> symbols;
    private final InstrumentListing listing;
    private final KrakenDecoder decoder;
    private final KrakenMessage message;
    private final InputWriter writer;
    private final TradeFeed trades;
    private final BarFeed bars;
    private final BookFeed books;
    private final InstrumentWatch<KrakenInstrument> watch;
    private final BookChecks<KrakenInstrument> checks;
    private final boolean isLive;
    private int depth;
    private long nextLookNs;
    private IntConsumer connections = id -> {};
    private int rowsDone; // of the frame: not 0 only between two attempts

    /**
     * @param venue     number of the venue that the events are labelled with, as in the schema's enum {@code Venue}
     * @param requester has books subscribed to anew, on the feed's thread
     */
    public KrakenFeed(int venue, InstrumentResolver resolver, EventPublisher publisher, SnapshotRequester requester) {
        this.publisher = publisher;
        isLive = requester != SnapshotRequester.NONE;
        listing = new InstrumentListing(venue, resolver);
        symbols = new SymbolTable<>(venue, listing, SYMBOL_CAPACITY, this::instrument);
        decoder = new KrakenDecoder(symbols);
        message = decoder.message();
        writer = new InputWriter(venue, publisher);
        trades = new TradeFeed(publisher, writer, counters);
        bars = new BarFeed(publisher, writer, counters);
        books = new BookFeed(publisher, writer, new BookRun(venue, publisher), requester, counters);
        watch = new InstrumentWatch<>(symbols, books, writer, publisher, counters);
        checks = new BookChecks<>(symbols, books, writer, new BookRun(venue, publisher), publisher, counters)
                .rounded(REST_DECIMALS);
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
    public KrakenFeed watch(LostBooks lost, long silenceLimitNs) {
        watch.configure(lost, silenceLimitNs);
        return this;
    }

    /** Sets how many levels a side the books have that are subscribed to; 0: none are. */
    public KrakenFeed books(int levels) {
        depth = levels;
        return this;
    }

    /** Sets who hears the number of the connection that data comes from. */
    KrakenFeed connections(IntConsumer listener) {
        connections = listener;
        return this;
    }

    @Override
    public FeedCounters counters() {
        return counters;
    }

    @Override
    public void add(List<String> added, long nowNs) {
        watch.add(added, nowNs);
        added.stream().map(symbols::known).filter(Objects::nonNull).forEach(of -> of.book.awaits(nowNs));
    }

    @Override
    public boolean remove(String symbol, FeedReason reason, long nowNs) {
        return watch.remove(symbol, reason, nowNs);
    }

    @Override
    public void onConnection(int connectionId, long nowNs) {
        writer.connection(connectionId);
        connections.accept(connectionId);
        watch.onConnection(nowNs);
        nextLookNs = nowNs;
        for (int i = 0; i < symbols.count(); i++) {
            symbols.at(i).book.awaits(nowNs);
        }
    }

    @Override
    public boolean onBeat(long nowNs) {
        return watch.onBeat(nowNs) && (depth == 0 || nowNs - nextLookNs < 0 || lookForBooks(nowNs));
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        FrameKind kind = decoder.decode(buffer, offset, length);
        boolean taken =
                switch (kind) {
                    case TRADE, TICKER, BOOK, BAR -> onRows(kind, receiveTimeNs);
                    case REFUSED -> onRefused(receiveTimeNs);
                    default -> onControl(kind, buffer, offset, length, receiveTimeNs);
                };
        if (!taken) {
            counters.count(FeedCounter.RING_FULL);
            return false;
        }
        rowsDone = 0;
        counters.count(FeedCounter.FRAMES);
        counters.set(FeedCounter.FALL_BACKS, decoder.fallBacks());
        return true;
    }

    @Override
    public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        counters.count(FeedCounter.SNAPSHOTS_UNUSED); // the venue sends its own
        return true;
    }

    @Override
    public boolean onListing(String request, DirectBuffer body, int offset, int length) {
        return request.contains("/AssetPairs") && listing.take(body, offset, length);
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        return true;
    }

    @Override
    public boolean onDisconnect(long receiveTimeNs) {
        rowsDone = 0;
        books.abandon();
        for (int i = 0; i < symbols.count(); i++) {
            if (!books.onDisconnect(symbols.at(i), receiveTimeNs)) {
                return false;
            }
        }
        return watch.onDisconnect(receiveTimeNs);
    }

    /** Has books begun anew whose snapshot does not come; false if the ring is full. */
    private boolean lookForBooks(long nowNs) {
        for (int i = 0; i < symbols.count(); i++) {
            KrakenInstrument of = symbols.at(i);
            boolean isLate = of.id() != InstrumentResolver.UNKNOWN
                    && !books.isWhole(of)
                    && of.book.isLate(nowNs, SNAPSHOT_LIMIT_NS);
            if (isLate && !books.onLate(of, nowNs)) {
                return false;
            }
        }
        nextLookNs = nowNs + LOOK_NS;
        return true;
    }

    private KrakenInstrument instrument(int id, String symbol, int priceExponent, int quantityExponent) {
        KrakenInstrument instrument = new KrakenInstrument(id, symbol, priceExponent, quantityExponent);
        instrument.book.subscribedDepth(depth);
        return instrument;
    }

    private boolean onRows(FrameKind kind, long receiveTimeNs) {
        if (message.rows() == 0) {
            counters.count(FeedCounter.IGNORED);
        }
        while (rowsDone < message.rows()) {
            int done =
                    switch (kind) {
                        case TRADE -> trades.onRows(message, rowsDone, receiveTimeNs);
                        case BAR -> bars.onRows(message, rowsDone, receiveTimeNs);
                        case TICKER -> trades.onQuote(message, rowsDone, receiveTimeNs) ? 1 : 0;
                        default -> books.onRow(message, rowsDone, receiveTimeNs) ? 1 : 0;
                    };
            if (done == 0) {
                return false;
            }
            message.instrument(rowsDone).onData(receiveTimeNs);
            rowsDone += done;
        }
        return true;
    }

    private boolean onRefused(long receiveTimeNs) {
        RejectReason reason = message.reason();
        KrakenInstrument of = message.refusedInstrument();
        boolean losesChange =
                isLive && of != null && books.isWhole(of) && decoder.refusedTemplateId() == FrameKind.BOOK.templateId();
        if ((losesChange && !books.onLoss(of, receiveTimeNs)) || !publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(reason, of == null ? 0 : of.id(), decoder.refusedTemplateId(), 0);
        writer.refused(receiveTimeNs, decoder.source(), message.refusedOffset(), message.refusedLength());
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }

    private boolean onControl(FrameKind kind, DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        switch (kind) {
            case SUBSCRIBED -> message.instrument(0).book.subscribedDepth((int) message.value(0, KrakenMessage.DEPTH));
            case INSTRUMENT -> {
                if (!listing.read(buffer, offset, length)) {
                    message.refuse(RejectReason.MALFORMED, null, decoder.end() - length, length);
                    return onRefused(receiveTimeNs);
                }
                onListing(receiveTimeNs);
            }
            default -> {
                // counted
            }
        }
        counters.count(counterOf(kind));
        return true;
    }

    private void onListing(long receiveTimeNs) {
        for (String symbol : symbols.wanted()) {
            symbols.find(symbol).book.awaits(receiveTimeNs);
        }
    }

    private static FeedCounter counterOf(FrameKind kind) {
        return switch (kind) {
            case SUBSCRIBED, INSTRUMENT, CONTROL -> FeedCounter.CONTROL;
            case IGNORED -> FeedCounter.IGNORED;
            default -> FeedCounter.UNKNOWN;
        };
    }
}

package org.millrace.feeds.alpaca;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Turns Alpaca's frames, each an array of messages, into events: trades and what becomes of them, quotes, bars, halts, and
 * books of crypto. One thread. What a frame gives is claimed at once, so that a full ring takes all of it or nothing; only
 * a frame of more than 256 events takes several claims, and goes on where it stood.
 */
public final class AlpacaFeed implements VenueDecoder {
    /** Most symbols of a feed. */
    public static final int SYMBOL_CAPACITY = 16_384;

    private static final int MOST_BOOKS_LOST = 100; // by one frame: what a claim holds

    private final EventPublisher publisher;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<AlpacaInstrument> symbols;
    private final AlpacaDecoder text;
    private final AlpacaDecoder binary;
    private final InputWriter writer;
    private final MessageWriter messages;
    private final BookFeed books;
    private final InstrumentWatch<AlpacaInstrument> watch;
    private AlpacaDecoder decoder; // of the last frame
    private int done; // messages of the frame that are on the ring: not 0 only between two attempts
    private boolean isRunDone; // of a book too large for one claim

    private AlpacaFeed(
            int venue,
            Function<SymbolTable<AlpacaInstrument>, AlpacaDecoder> ofText,
            Function<SymbolTable<AlpacaInstrument>, AlpacaDecoder> ofBinary,
            InstrumentResolver resolver,
            EventPublisher publisher,
            SnapshotRequester requester) {
        this.publisher = publisher;
        symbols = new SymbolTable<>(venue, new AlpacaResolver(resolver), SYMBOL_CAPACITY, AlpacaInstrument::new);
        text = ofText.apply(symbols);
        binary = ofBinary.apply(symbols);
        decoder = text;
        writer = new InputWriter(venue, publisher);
        messages = new MessageWriter(publisher, writer);
        books = new BookFeed(publisher, writer, new BookRun(venue, publisher), requester, counters);
        watch = new InstrumentWatch<>(symbols, books, writer, publisher, counters);
    }

    /**
     * Returns a feed of text frames.
     *
     * @param venue     number of the venue that the events are labelled with, as in the schema's enum {@code Venue}
     * @param requester is asked for books' snapshots on the feed's thread
     */
    public static AlpacaFeed json(
            int venue, InstrumentResolver resolver, EventPublisher publisher, SnapshotRequester requester) {
        return new AlpacaFeed(venue, AlpacaDecoder::json, AlpacaDecoder::json, resolver, publisher, requester);
    }

    /** Returns a feed of binary frames; see {@link #json}. */
    public static AlpacaFeed msgpack(
            int venue, InstrumentResolver resolver, EventPublisher publisher, SnapshotRequester requester) {
        return new AlpacaFeed(venue, AlpacaDecoder::msgpack, AlpacaDecoder::msgpack, resolver, publisher, requester);
    }

    /** Returns a feed of recorded frames, which say themselves whether they are text. */
    static AlpacaFeed recorded(int venue, InstrumentResolver resolver, EventPublisher publisher) {
        return new AlpacaFeed(
                venue, AlpacaDecoder::json, AlpacaDecoder::msgpack, resolver, publisher, SnapshotRequester.NONE);
    }

    /**
     * Sets what each instrument is watched for.
     *
     * @param lost           says which books the line does not trust
     * @param silenceLimitNs without data, after which an instrument is told of as silent; 0 = never
     * @param hours          when silence counts
     */
    public AlpacaFeed watch(LostBooks lost, long silenceLimitNs, LongPredicate hours) {
        watch.configure(lost, silenceLimitNs);
        watch.hours((instrument, nowNs) -> hours.test(nowNs));
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
        for (int i = 0; i < symbols.count(); i++) {
            if (!books.onBeat(symbols.at(i), nowNs)) {
                return false;
            }
        }
        return watch.onBeat(nowNs);
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        decoder = length > 0 && buffer.getByte(offset) < 0 ? binary : text; // no text begins as MessagePack's arrays do
        boolean isRead = decoder.decode(buffer, offset, length);
        if (!(isRead ? publish(decoder.frame(), receiveTimeNs) : onRefused(receiveTimeNs))) {
            counters.count(FeedCounter.RING_FULL);
            return false;
        }
        if (isRead && decoder.frame().count() == 0) {
            counters.count(FeedCounter.IGNORED); // an array of nothing
        }
        counters.count(FeedCounter.FRAMES);
        counters.set(FeedCounter.FALL_BACKS, decoder.fallBacks());
        return true;
    }

    /** Has nothing to do: snapshots come among the frames. */
    @Override
    public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        counters.count(FeedCounter.SNAPSHOTS_UNUSED);
        return true;
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        AlpacaInstrument instrument = symbols.find(symbol);
        return instrument == null
                || instrument.id() == InstrumentResolver.UNKNOWN
                || books.onFailed(instrument, receiveTimeNs);
    }

    @Override
    public boolean onDisconnect(long receiveTimeNs) {
        for (int i = 0; i < symbols.count(); i++) {
            if (!books.onDisconnect(symbols.at(i), receiveTimeNs)) {
                return false;
            }
        }
        done = 0; // a frame that was being published is not handed over again
        isRunDone = false;
        books.abandon();
        return watch.onDisconnect(receiveTimeNs);
    }

    private boolean publish(AlpacaFrame frame, long receiveTimeNs) {
        while (done < frame.count()) {
            int behind = done;
            int slots = 0;
            int events = events(frame.message(done));
            while (slots + events <= EventPublisher.MAX_CLAIM) {
                slots += events;
                if (++behind == frame.count()) {
                    break;
                }
                events = events(frame.message(behind));
            }
            boolean isTaken = behind == done
                    ? publishLargeBook(frame, receiveTimeNs)
                    : publish(frame, behind, slots, receiveTimeNs);
            if (!isTaken) {
                return false;
            }
        }
        done = 0;
        return true;
    }

    /** Publishes the messages in front of {@code behind}, in one claim. */
    private boolean publish(AlpacaFrame frame, int behind, int slots, long receiveTimeNs) {
        if (slots > 0 && !publisher.tryClaim(slots)) {
            return false;
        }
        int index = 0;
        for (int i = done; i < behind; i++) {
            index += write(index, frame.message(i), frame, receiveTimeNs);
        }
        if (slots > 0) {
            publisher.commit(); // slots that were not needed stay empty
        }
        done = behind;
        return true;
    }

    private boolean publishLargeBook(AlpacaFrame frame, long receiveTimeNs) {
        AlpacaMessage message = frame.message(done);
        boolean isSnapshot = BookFeed.isSnapshot(message);
        if (isSnapshot || books.isWhole(message.instrument)) {
            books.begin(message, frame, receiveTimeNs);
            if (!isRunDone && !books.publish()) {
                return false;
            }
            isRunDone = true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        books.end(message, receiveTimeNs);
        publisher.commit();
        message.instrument.onData(receiveTimeNs);
        isRunDone = false;
        done++;
        return true;
    }

    /** Returns the most events that come of a message. */
    private static int events(AlpacaMessage message) {
        if (message.kind == MessageKind.BOOK) {
            return message.isRefused()
                    ? 1 + BookFeed.EVENTS_OF_LOSS
                    : BookFeed.events(message.bidCount + message.askCount);
        }
        return message.kind.isData() ? 1 : 0;
    }

    /** Writes what comes of a message from a slot on; returns how many events that is. */
    private int write(int index, AlpacaMessage message, AlpacaFrame frame, long receiveTimeNs) {
        if (message.isRefused()) {
            messages.rejected(index, message, decoder.source(), receiveTimeNs);
            counters.countRejected(message.reason());
            return 1 + lose(index + 1, message, receiveTimeNs);
        }
        if (message.kind.isData()) {
            message.instrument.onData(receiveTimeNs);
        }
        switch (message.kind) {
            case TRADE -> {
                return trade(index, message, receiveTimeNs);
            }
            case QUOTE -> messages.quote(index, message, receiveTimeNs);
            case BAR, UPDATED_BAR, DAILY_BAR -> messages.bar(index, message, receiveTimeNs);
            case CORRECTION, CANCEL -> messages.correction(index, message, receiveTimeNs);
            case STATUS -> {
                return count(FeedCounter.HALTS, messages.status(index, message, receiveTimeNs));
            }
            case BOOK -> {
                return books.write(index, message, frame, receiveTimeNs);
            }
            default -> {
                counters.count(counter(message.kind));
                return 0;
            }
        }
        counters.count(counter(message.kind));
        return 1;
    }

    /** Writes a trade, or that it was there before; returns how many events that is. */
    private int trade(int index, AlpacaMessage message, long receiveTimeNs) {
        boolean isRepeated = message.instrument.isRepeated(
                message.value(AlpacaMessage.ID), message.value(AlpacaMessage.TIME), message.value(AlpacaMessage.PRICE));
        if (isRepeated) {
            messages.repeated(index, message, receiveTimeNs);
            counters.countRejected(RejectReason.DUPLICATE);
        } else {
            messages.trade(index, message, receiveTimeNs);
            counters.count(FeedCounter.TRADES);
        }
        return 1;
    }

    private int count(FeedCounter counter, boolean isWritten) {
        counters.count(isWritten ? counter : FeedCounter.IGNORED);
        return isWritten ? 1 : 0;
    }

    private static FeedCounter counter(MessageKind kind) {
        return switch (kind) {
            case TRADE -> FeedCounter.TRADES;
            case QUOTE -> FeedCounter.QUOTES;
            case BAR, UPDATED_BAR, DAILY_BAR -> FeedCounter.BARS;
            case CORRECTION, CANCEL -> FeedCounter.CORRECTIONS;
            case STATUS -> FeedCounter.HALTS;
            case BOOK -> FeedCounter.BOOK_UPDATES;
            case LIMITS, IMBALANCE -> FeedCounter.IGNORED;
            case SUCCESS, SUBSCRIPTION, ERROR -> FeedCounter.CONTROL;
            case UNKNOWN -> FeedCounter.UNKNOWN;
        };
    }

    /** Refuses a frame as a whole; the books that it spoke of, as far as it could be read, have lost something. */
    private boolean onRefused(long receiveTimeNs) {
        AlpacaFrame frame = decoder.frame();
        int books = Math.min(frame.count(), MOST_BOOKS_LOST);
        if (!publisher.tryClaim(1 + BookFeed.EVENTS_OF_LOSS * books)) {
            return false;
        }
        writer.rejected(decoder.reason(), 0, decoder.refusedTemplateId(), 0);
        writer.refused(receiveTimeNs, decoder.source(), decoder.refusedOffset(), decoder.refusedLength());
        int index = 1;
        for (int i = 0; i < books; i++) {
            index += lose(index, frame.message(i), receiveTimeNs);
        }
        publisher.commit();
        counters.countRejected(decoder.reason());
        return true;
    }

    private int lose(int index, AlpacaMessage message, long receiveTimeNs) {
        boolean isOfBook = message.kind == MessageKind.BOOK && message.instrument != null;
        return isOfBook ? books.lose(index, message.instrument, receiveTimeNs) : 0;
    }
}

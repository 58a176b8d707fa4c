package org.millrace.engine.book;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.RejectedEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Keeps a book for each instrument, publishes a BookTop after each whole update and each change of its state, and writes
 * into each QualityScore how often the book agreed with what the venue says of it besides, and for how long there was none.
 * A change for a book that waits for its snapshot is refused: it could only make a wrong book look right. Levels that are
 * there to check the book by end here: they change nothing, and nobody behind could tell them from those that do.
 */
public final class BookStage extends Stage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FORMAT_VERSION = 2;
    private static final int DEFAULT_LEVELS = 5;
    private static final byte[] NO_RAW = new byte[RejectedEncoder.rawLength()];

    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final RejectedDecoder refused = new RejectedDecoder();
    private final SettingCommandDecoder command = new SettingCommandDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BookTopEncoder bookTop = new BookTopEncoder();
    private final RejectedEncoder rejected = new RejectedEncoder();
    private final QualityScoreEncoder score = new QualityScoreEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final Top quoted = new Top();
    private final PerInstrument<InstrumentBook> books = new PerInstrument<>();
    private int levelsForAll = DEFAULT_LEVELS;
    private boolean mayDoubt = true; // something came since the last tick, or waits, that the clock may decide

    public BookStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
    }

    @Override
    public String name() {
        return "book";
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case BookUpdateDecoder.TEMPLATE_ID -> onBookUpdate(buffer, offset, length);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(buffer, offset, length);
            case QualityScoreDecoder.TEMPLATE_ID -> onScore(buffer, offset, length);
            case ClockTickDecoder.TEMPLATE_ID -> onClockTick(buffer, offset, length);
            case FeedStatusDecoder.TEMPLATE_ID -> onFeedStatus(buffer, offset, length);
            case RejectedDecoder.TEMPLATE_ID -> onRejected(buffer, offset, length);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrument(buffer, offset, length);
            case SettingCommandDecoder.TEMPLATE_ID -> onSetting(buffer, offset, length);
            case EngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(buffer, offset, length);
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(levelsForAll);
        books.save(out, InstrumentBook::save);
    }

    @Override
    public void load(SnapshotReader in) {
        mayDoubt = true;
        levelsForAll = in.getInt();
        books.load(in, InstrumentBook::load);
    }

    private void onBookUpdate(DirectBuffer buffer, int offset, int length) {
        InstrumentBook book = books.of(buffer, offset);
        if (book == null) {
            next.onEvent(buffer, offset, length);
            return;
        }
        update.wrap(buffer, offset + HEADER, BookUpdateDecoder.BLOCK_LENGTH, BookUpdateDecoder.SCHEMA_VERSION);
        mayDoubt = true;
        int flags = EventPrefix.flags(buffer, offset);
        if ((flags & EventPrefix.CHECK) != 0) {
            book.check(update, flags, clock(buffer, offset));
            doubt(buffer, offset, book);
            return;
        }
        boolean isChange = (flags & EventPrefix.SNAPSHOT) == 0;
        if ((flags & EventPrefix.FIRST) != 0) {
            begin(book, isChange);
        }
        if (!book.isInRun()) {
            refuse(buffer, offset, book);
            return;
        }
        next.onEvent(buffer, offset, length);
        book.apply(update);
        if ((flags & EventPrefix.LAST) != 0) {
            book.endRun(update.venueSequenceLast(), isChange);
            if ((flags & EventPrefix.VERIFIED) != 0) {
                book.onChecksum(true);
            }
            book.doubt();
            publish(buffer, offset, book);
        }
    }

    private static void begin(InstrumentBook book, boolean isChange) {
        if (!isChange) {
            book.beginSnapshot();
        } else if (book.isSynchronised()) {
            book.beginChange();
        } else {
            book.abortRun();
        }
    }

    private void onQuote(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        InstrumentBook book = books.of(buffer, offset);
        quote.wrap(buffer, offset + HEADER, QuoteDecoder.BLOCK_LENGTH, QuoteDecoder.SCHEMA_VERSION);
        if (book == null || (EventPrefix.flags(buffer, offset) & EventPrefix.CHECK) == 0) {
            return; // not of the numbers that the book's updates have
        }
        quoted.bidPrice = quote.bidPrice();
        quoted.bidQuantity = quote.bidQuantity();
        quoted.askPrice = quote.askPrice();
        quoted.askQuantity = quote.askQuantity();
        mayDoubt = true;
        book.onQuote(quote.venueSequence(), quoted);
        doubt(buffer, offset, book);
    }

    private void onScore(DirectBuffer buffer, int offset, int length) {
        InstrumentBook book = books.of(buffer, offset);
        if (book == null) {
            next.onEvent(buffer, offset, length);
            return;
        }
        out.putBytes(0, buffer, offset, length);
        score.wrap(out, HEADER)
                .bookAgreements(book.truth.agreements())
                .bookDisagreements(book.truth.disagreements())
                .bookNotComparable(book.notComparable())
                .bookLostTime(book.outage.totalNs(clock(buffer, offset)))
                .bookScore(book.truth.nextScore());
        next.onEvent(out, 0, length);
    }

    private void onClockTick(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        if (!mayDoubt) {
            return;
        }
        mayDoubt = false;
        long nowNs = EventPrefix.eventTime(buffer, offset);
        for (int id = 1; id < books.limit(); id++) {
            InstrumentBook book = books.get(id);
            if (book != null) {
                book.onTime(nowNs);
                doubt(buffer, offset, book);
                mayDoubt |= book.isBeingChecked();
            }
        }
    }

    private void onFeedStatus(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        status.wrap(buffer, offset + HEADER, FeedStatusDecoder.BLOCK_LENGTH, FeedStatusDecoder.SCHEMA_VERSION);
        FeedState state = status.state();
        if (status.stream() == FeedStream.CONNECTION) {
            boolean isReplaced =
                    status.reason() == FeedReason.PLANNED_RECONNECT; // its successor goes on with its books
            if (state == FeedState.DISCONNECTED && !isReplaced) {
                loseAll(buffer, offset, status.connectionId());
            }
            return;
        }
        InstrumentBook book = books.of(buffer, offset);
        if (book == null || status.stream() != FeedStream.BOOK) {
            return;
        }
        book.connectionId = status.connectionId();
        if (status.reason() == FeedReason.BOOK_CHECK) {
            book.announceCheck();
        } else if (status.reason() == FeedReason.CHECKSUM) {
            book.onChecksum(false);
        }
        if (state != FeedState.LIVE && state != FeedState.NULL_VAL) {
            book.outage.begin(clock(buffer, offset));
            lose(buffer, offset, book);
        }
        if (state == FeedState.DISCONNECTED) {
            book.outage.end(clock(buffer, offset)); // nobody wants it any more
        }
    }

    /** A connection was lost: so is every book that it fed. */
    private void loseAll(DirectBuffer buffer, int offset, int connectionId) {
        int venue = EventPrefix.venue(buffer, offset);
        for (int id = 1; id < books.limit(); id++) {
            InstrumentBook book = books.get(id);
            if (book != null && book.venue == venue && book.connectionId == connectionId) {
                book.onConnectionLost();
                lose(buffer, offset, book);
            }
        }
    }

    /** The quality stage refused a part of an update: the book lacks it. */
    private void onRejected(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        InstrumentBook book = books.of(buffer, offset);
        if (book == null) {
            return;
        }
        refused.wrap(buffer, offset + HEADER, RejectedDecoder.BLOCK_LENGTH, RejectedDecoder.SCHEMA_VERSION);
        if (refused.inputSequence() != 0 && refused.rejectedTemplateId() == BookUpdateDecoder.TEMPLATE_ID) {
            lose(buffer, offset, book);
        }
    }

    private void onInstrument(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        define(buffer, offset);
    }

    private void onSetting(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        command.wrap(buffer, offset + HEADER, SettingCommandDecoder.BLOCK_LENGTH, SettingCommandDecoder.SCHEMA_VERSION);
        if (command.setting() != Setting.BOOK_LEVELS) {
            return;
        }
        int levels = (int) Decimals.toDouble(command.value(), command.valueExponent());
        if (EventPrefix.instrumentId(buffer, offset) != 0) {
            define(buffer, offset).setLevels(levels, true);
            return;
        }
        levelsForAll = levels;
        for (int id = 1; id < books.limit(); id++) {
            InstrumentBook book = books.get(id);
            if (book != null) {
                book.setLevels(levels, false);
            }
        }
    }

    private void onEngineStarted(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        for (int id = 1; id < books.limit(); id++) {
            InstrumentBook book = books.get(id);
            if (book != null) {
                book.beginSpan(clock(buffer, offset));
                lose(buffer, offset, book);
            }
        }
    }

    private void lose(DirectBuffer buffer, int offset, InstrumentBook book) {
        if (book.lose()) {
            publish(buffer, offset, book);
        }
    }

    private void doubt(DirectBuffer buffer, int offset, InstrumentBook book) {
        if (book.doubt()) {
            publish(buffer, offset, book);
        }
    }

    private void publish(DirectBuffer buffer, int offset, InstrumentBook book) {
        bookTop.wrapAndApplyHeader(out, 0, header);
        EventPrefix.writeDerived(out, 0, buffer, offset, book.id, book.venue);
        if (book.isLive()) {
            book.outage.end(clock(buffer, offset));
        } else {
            book.outage.begin(clock(buffer, offset));
            int why = book.isChecksumFailed() ? EventPrefix.CHECKSUM_FAILED : 0;
            EventPrefix.flags(out, 0, EventPrefix.flags(out, 0) | EventPrefix.BOOK_STALE | why);
        }
        book.encode(bookTop);
        next.onEvent(out, 0, HEADER + BookTopEncoder.BLOCK_LENGTH);
    }

    private void refuse(DirectBuffer buffer, int offset, InstrumentBook book) {
        rejected.wrapAndApplyHeader(out, 0, header);
        EventPrefix.writeDerived(out, 0, buffer, offset, EventPrefix.eventTime(buffer, offset));
        rejected.inputSequence(EventPrefix.sequence(buffer, offset))
                .venueSequence(update.venueSequenceLast())
                .value(update.venueSequenceFirst())
                .bound(book.venueSequence())
                .putRaw(NO_RAW, 0)
                .rejectedTemplateId(BookUpdateDecoder.TEMPLATE_ID)
                .reason(RejectReason.NOT_SYNCHRONISED)
                .valueExponent((byte) 0);
        next.onEvent(out, 0, HEADER + RejectedEncoder.BLOCK_LENGTH);
    }

    private InstrumentBook define(DirectBuffer buffer, int offset) {
        int id = EventPrefix.instrumentId(buffer, offset);
        if (books.get(id) == null) {
            InstrumentBook book = new InstrumentBook(id, EventPrefix.venue(buffer, offset));
            book.setLevels(levelsForAll, false);
            books.put(id, book);
        }
        return books.get(id);
    }

    /** Returns the time by our clock, as far as the event knows it. */
    private static long clock(DirectBuffer buffer, int offset) {
        long receiveTime = EventPrefix.receiveTime(buffer, offset);
        return receiveTime != 0 ? receiveTime : EventPrefix.eventTime(buffer, offset);
    }
}

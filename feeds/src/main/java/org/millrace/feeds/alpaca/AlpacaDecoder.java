package org.millrace.feeds.alpaca;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads frames into numbers, in either form: straight through where they are written as always, else in any order. A
 * frame that is not written as the venue writes is refused as a whole; a message whose instrument is none of ours, or
 * whose value our numbers do not hold, is refused by itself.
 */
final class AlpacaDecoder {
    private final FrameBytes bytes = new FrameBytes(StraightReader.SLACK);
    private final StraightFrames straight;
    private final MessageReader reader;
    private final SymbolTable<AlpacaInstrument> symbols;
    private final AlpacaFrame frame = new AlpacaFrame();
    private RejectReason reason;
    private int refusedOffset;
    private int refusedLength;
    private int refusedTemplateId;
    private long fallBacks;

    private AlpacaDecoder(StraightFrames straight, MessageReader reader, SymbolTable<AlpacaInstrument> symbols) {
        this.straight = straight;
        this.reader = reader;
        this.symbols = symbols;
    }

    /** Returns a decoder of text frames. */
    static AlpacaDecoder json(SymbolTable<AlpacaInstrument> symbols) {
        return new AlpacaDecoder(new StraightJson(symbols), new JsonMessages(Keys.names()), symbols);
    }

    /** Returns a decoder of binary frames. */
    static AlpacaDecoder msgpack(SymbolTable<AlpacaInstrument> symbols) {
        return new AlpacaDecoder(new StraightMsgpack(symbols), new MsgpackMessages(Keys.names()), symbols);
    }

    /** Returns how many frames were not read straight through. */
    long fallBacks() {
        return fallBacks;
    }

    /** Returns what the last frame said; refilled by the next. */
    AlpacaFrame frame() {
        return frame;
    }

    /** Returns the array that offsets refer to. */
    byte[] source() {
        return bytes.array();
    }

    /** Returns why the last frame was refused as a whole. */
    RejectReason reason() {
        return reason;
    }

    int refusedOffset() {
        return refusedOffset;
    }

    int refusedLength() {
        return refusedLength;
    }

    /** Returns the template of the event that was to come of what offended; 0 = not known. */
    int refusedTemplateId() {
        return refusedTemplateId;
    }

    /** Reads a frame; false: it is refused as a whole. */
    boolean decode(DirectBuffer buffer, int offset, int length) {
        bytes.wrap(buffer, offset, length);
        frame.clear();
        if (straight.read(bytes.array(), bytes.start(), bytes.end(), frame)) {
            return true;
        }
        fallBacks++;
        frame.clear();
        return inAnyOrder();
    }

    private boolean inAnyOrder() {
        reader.begin(bytes.array(), bytes.start(), bytes.end() - bytes.start());
        refuse(RejectReason.MALFORMED, 0, 0, 0);
        int next = reader.next();
        while (next == MessageReader.MESSAGE) {
            AlpacaMessage message = frame.add();
            if (message == null) {
                refuse(RejectReason.CAPACITY, 0, 0, 0);
                return false;
            }
            if (!read(message)) {
                return false;
            }
            next = reader.next();
        }
        return next == MessageReader.END;
    }

    private boolean read(AlpacaMessage message) {
        MessageKind kind = reader.kind();
        if (kind == null) {
            return false;
        }
        message.kind = kind;
        if (!kind.isData()) {
            return true;
        }
        if (!symbol(message)) {
            return false;
        }
        for (int i = 0; i < kind.fieldCount() && !message.isRefused(); i++) {
            MessageField field = kind.field(i);
            if (reader.has(field.slot())) {
                if (!read(field, message)) {
                    return false;
                }
            } else if (field.isRequired()) {
                refuse(RejectReason.MALFORMED, 0, 0, kind.templateId());
                return false;
            }
        }
        return kind != MessageKind.BOOK || reader.has('b') || reader.has('a');
    }

    private boolean symbol(AlpacaMessage message) {
        if (!reader.readText('S')
                || reader.textLength() < 1
                || reader.textLength() > InstrumentTable.MAX_SYMBOL_LENGTH) {
            refuse(RejectReason.MALFORMED, 0, 0, message.kind.templateId());
            return false;
        }
        AlpacaInstrument instrument = symbols.find(reader.text(), reader.textStart(), reader.textLength());
        if (instrument == null) {
            message.refuse(RejectReason.CAPACITY, reader.start('S'), reader.length('S'));
        } else if (instrument.id() == InstrumentResolver.UNKNOWN) {
            message.refuse(RejectReason.UNKNOWN_INSTRUMENT, reader.start('S'), reader.length('S'));
        }
        message.instrument = instrument;
        return true;
    }

    private boolean read(MessageField field, AlpacaMessage message) {
        int slot = field.slot();
        long value =
                switch (field.type()) {
                    case PRICE -> reader.decimal(slot, message.instrument.priceExponent());
                    case QUANTITY -> reader.decimal(slot, message.instrument.quantityExponent());
                    case INTEGER -> reader.integer(slot);
                    case TIME -> reader.time(slot);
                    case CODES -> reader.codes(slot);
                    case FLAG -> reader.flag(slot);
                    case BIDS -> bids(slot, message);
                    case ASKS -> asks(slot, message);
                };
        if (!Decimals.isError(value)) {
            message.value(field.place(), value);
            return true;
        }
        if (value == Decimals.MALFORMED) {
            RejectReason why = field.type() == FieldType.TIME ? RejectReason.TIME_INVALID : RejectReason.MALFORMED;
            refuse(why, reader.start(slot), reader.length(slot), message.kind.templateId());
            return false;
        }
        message.refuse(Refusals.reason(value), reader.start(slot), reader.length(slot));
        return true;
    }

    private long bids(int slot, AlpacaMessage message) {
        Levels bids = frame.bids;
        message.firstBid = bids.count();
        long error = reader.levels(slot, message.instrument, bids);
        message.bidCount = bids.count() - message.firstBid;
        return error;
    }

    private long asks(int slot, AlpacaMessage message) {
        Levels asks = frame.asks;
        message.firstAsk = asks.count();
        long error = reader.levels(slot, message.instrument, asks);
        message.askCount = asks.count() - message.firstAsk;
        return error;
    }

    private void refuse(RejectReason why, int offset, int length, int templateId) {
        reason = why;
        refusedOffset = offset;
        refusedLength = length;
        refusedTemplateId = templateId;
    }
}

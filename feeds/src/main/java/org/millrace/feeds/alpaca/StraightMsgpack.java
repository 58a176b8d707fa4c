package org.millrace.feeds.alpaca;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.msgpack.MsgpackBytes;
import org.millrace.feeds.msgpack.MsgpackNumbers;
import org.millrace.feeds.msgpack.MsgpackTimes;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

/** Reads MessagePack; see {@link StraightFrames}. Keys and short texts have one byte in front, their length. */
final class StraightMsgpack implements StraightFrames {
    private static final int FIX_MAP = 0x80;
    private static final int FIX_TEXT = 0xA0;
    private static final int LONGEST_TEXT = 0x1F;
    private static final Literal TRADE = message(9, "t");
    private static final Literal CRYPTO_TRADE = message(7, "t");
    private static final Literal QUOTE = message(11, "q");
    private static final Literal CRYPTO_QUOTE = message(7, "q");
    private static final Literal BOOK = message(5, "o");
    private static final Literal NEW_BOOK = message(6, "o");
    private static final Literal ID = key("i");
    private static final Literal EXCHANGE = key("x");
    private static final Literal PRICE = key("p");
    private static final Literal SIZE = key("s");
    private static final Literal CODES = key("c");
    private static final Literal TAPE = key("z");
    private static final Literal TIME = key("t");
    private static final Literal TAKER = key("tks");
    private static final Literal BUYER = key("B");
    private static final Literal SELLER = key("S");
    private static final Literal BID_EXCHANGE = key("bx");
    private static final Literal BID = key("bp");
    private static final Literal BID_SIZE = key("bs");
    private static final Literal ASK_EXCHANGE = key("ax");
    private static final Literal ASK = key("ap");
    private static final Literal ASK_SIZE = key("as");
    private static final Literal BIDS = key("b");
    private static final Literal ASKS = key("a");
    private static final Literal RESET = new Literal(key("r", "\u00C3"));
    private static final Literal LEVEL = new Literal((char) (FIX_MAP | 2) + key("p", ""));

    private final SymbolTable<AlpacaInstrument> symbols;
    private byte[] source;
    private int position;
    private int end;
    private boolean failed;

    StraightMsgpack(SymbolTable<AlpacaInstrument> symbols) {
        this.symbols = symbols;
    }

    @Override
    public boolean read(byte[] bytes, int start, int frameEnd, AlpacaFrame to) {
        source = bytes;
        position = start;
        end = frameEnd;
        failed = false;
        for (int left = arraySize(); left > 0 && !failed; left--) {
            AlpacaMessage message = to.add();
            if (message == null) {
                return false;
            }
            message(message, to);
        }
        return !failed && position == end;
    }

    private void message(AlpacaMessage message, AlpacaFrame frame) {
        if (skips(QUOTE)) {
            quote(message, true);
        } else if (skips(TRADE)) {
            trade(message, true);
        } else if (skips(CRYPTO_QUOTE)) {
            quote(message, false);
        } else if (skips(CRYPTO_TRADE)) {
            trade(message, false);
        } else {
            boolean isNew = skips(NEW_BOOK);
            if (!isNew) {
                expect(BOOK);
            }
            book(message, frame, isNew);
        }
    }

    private boolean begin(AlpacaMessage message, MessageKind kind) {
        int from = text();
        message.kind = kind;
        message.instrument = failed ? null : symbols.findShort(source, from, position - from);
        failed |= message.instrument == null;
        return !failed;
    }

    private void trade(AlpacaMessage to, boolean isShare) {
        if (!begin(to, MessageKind.TRADE)) {
            return;
        }
        if (isShare) {
            expect(ID);
            to.value(AlpacaMessage.ID, integer());
            expect(EXCHANGE);
            text();
        }
        expect(PRICE);
        to.value(AlpacaMessage.PRICE, decimal(to.instrument.priceExponent()));
        expect(SIZE);
        to.value(AlpacaMessage.QUANTITY, decimal(to.instrument.quantityExponent()));
        if (isShare) {
            to.value(AlpacaMessage.CODES, codes());
            tail(to);
            return;
        }
        expect(TIME);
        to.value(AlpacaMessage.TIME, time());
        expect(ID);
        to.value(AlpacaMessage.ID, integer());
        expect(TAKER);
        boolean isBuyer = skips(BUYER);
        if (!isBuyer) {
            expect(SELLER);
        }
        to.value(AlpacaMessage.SIDE, isBuyer ? 'B' : 'S');
    }

    private void quote(AlpacaMessage to, boolean isShare) {
        if (!begin(to, MessageKind.QUOTE)) {
            return;
        }
        if (isShare) {
            expect(BID_EXCHANGE);
            text();
        }
        expect(BID);
        to.value(AlpacaMessage.PRICE, decimal(to.instrument.priceExponent()));
        expect(BID_SIZE);
        to.value(AlpacaMessage.QUANTITY, decimal(to.instrument.quantityExponent()));
        if (isShare) {
            expect(ASK_EXCHANGE);
            text();
        }
        expect(ASK);
        to.value(AlpacaMessage.ASK_PRICE, decimal(to.instrument.priceExponent()));
        expect(ASK_SIZE);
        to.value(AlpacaMessage.ASK_QUANTITY, decimal(to.instrument.quantityExponent()));
        if (isShare) {
            codes();
            tail(to);
            return;
        }
        expect(TIME);
        to.value(AlpacaMessage.TIME, time());
    }

    /** Reads what ends a message of a share. */
    private void tail(AlpacaMessage to) {
        expect(TAPE);
        text();
        expect(TIME);
        to.value(AlpacaMessage.TIME, time());
    }

    private void book(AlpacaMessage to, AlpacaFrame frame, boolean isNew) {
        if (!begin(to, MessageKind.BOOK)) {
            return;
        }
        expect(TIME);
        to.value(AlpacaMessage.TIME, time());
        expect(BIDS);
        to.firstBid = frame.bids.count();
        levels(to.instrument, frame.bids);
        to.bidCount = frame.bids.count() - to.firstBid;
        expect(ASKS);
        to.firstAsk = frame.asks.count();
        levels(to.instrument, frame.asks);
        to.askCount = frame.asks.count() - to.firstAsk;
        to.value(AlpacaMessage.RESET, isNew ? 1 : 0);
        if (isNew) {
            expect(RESET);
        }
    }

    private void levels(AlpacaInstrument of, Levels to) {
        for (int left = arraySize(); left > 0 && !failed; left--) {
            expect(LEVEL);
            long price = decimal(of.priceExponent());
            expect(SIZE);
            to.add(price, decimal(of.quantityExponent()));
        }
    }

    private long codes() {
        expect(CODES);
        long codes = 0;
        for (int left = arraySize(); left > 0 && !failed; left--) {
            int from = text();
            codes = Codes.add(codes, source, from, position - from);
            failed |= codes < 0;
        }
        return codes;
    }

    private boolean skips(Literal text) {
        if (position >= end || !text.isAt(source, position)) {
            return false;
        }
        position += text.length();
        return true;
    }

    private void expect(Literal text) {
        if (!skips(text)) {
            failed = true;
        }
    }

    /** Steps over an array's head; returns how many elements follow. */
    private int arraySize() {
        int size = MsgpackBytes.arraySize(source, position, end);
        int elements = size == MsgpackBytes.NONE ? size : MsgpackBytes.elements(source, position, end);
        if (elements == MsgpackBytes.NONE) {
            failed = true;
            return 0;
        }
        position = elements;
        return size;
    }

    /** Steps over a text; returns where it begins. */
    private int text() {
        int length = (position < end ? MsgpackBytes.head(source, position) : 0) - FIX_TEXT;
        int start = position + 1;
        if (length < 0 || length > LONGEST_TEXT || start + length > end) {
            failed = true;
            return position;
        }
        position = start + length;
        return start;
    }

    private long decimal(int exponent) {
        int start = position;
        return stepOverNumber() ? checked(MsgpackNumbers.decimal(source, start, exponent)) : 0;
    }

    /** Reads an integer from 0 on. */
    private long integer() {
        int start = position;
        long number = stepOverNumber() ? MsgpackNumbers.integer(source, start) : 0;
        failed |= number < 0;
        return number;
    }

    private long time() {
        int start = position;
        position = Math.max(position, position < end ? MsgpackBytes.skip(source, position, end) : MsgpackBytes.NONE);
        long time = position > start ? MsgpackTimes.parse(source, start, position) : MsgpackTimes.INVALID;
        failed |= time < 0;
        return time;
    }

    private boolean stepOverNumber() {
        int length = position < end ? MsgpackNumbers.length(source, position) : 0;
        position += length;
        failed |= length == 0 || position > end;
        return !failed;
    }

    private long checked(long number) {
        failed |= Decimals.isError(number);
        return number;
    }

    private static Literal message(int fields, String kind) {
        return new Literal((char) (FIX_MAP | fields) + key("T", "") + key(kind, "") + key("S", ""));
    }

    private static Literal key(String name) {
        return new Literal(key(name, ""));
    }

    private static String key(String name, String value) {
        return (char) (FIX_TEXT | name.length()) + name + value;
    }
}

package org.millrace.feeds.alpaca;

import org.millrace.feeds.json.Literal;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/** Reads JSON; see {@link StraightFrames}. Shares have more fields than crypto. */
final class StraightJson implements StraightFrames {
    private static final Literal OPEN = new Literal("[");
    private static final Literal CLOSE = new Literal("]");
    private static final Literal COMMA = new Literal(",");
    private static final Literal QUOTE_MARK = new Literal("\"");
    private static final Literal TRADE = new Literal("{\"T\":\"t\",\"S\":\"");
    private static final Literal QUOTE = new Literal("{\"T\":\"q\",\"S\":\"");
    private static final Literal BOOK = new Literal("{\"T\":\"o\",\"S\":\"");
    private static final Literal SHARE_ID = new Literal("\",\"i\":");
    private static final Literal EXCHANGE = new Literal(",\"x\":\"");
    private static final Literal PRICE = new Literal("\",\"p\":");
    private static final Literal SIZE = new Literal(",\"s\":");
    private static final Literal CODES = new Literal(",\"c\":[");
    private static final Literal TAPE = new Literal(",\"z\":\"");
    private static final Literal SHARE_TIME = new Literal("\",\"t\":\"");
    private static final Literal TIME = new Literal(",\"t\":\"");
    private static final Literal ID = new Literal("\",\"i\":");
    private static final Literal TAKER = new Literal(",\"tks\":\"");
    private static final Literal BUYER = new Literal("B");
    private static final Literal SELLER = new Literal("S");
    private static final Literal BID_EXCHANGE = new Literal("\",\"bx\":\"");
    private static final Literal BID = new Literal("\",\"bp\":");
    private static final Literal BID_SIZE = new Literal(",\"bs\":");
    private static final Literal ASK_EXCHANGE = new Literal(",\"ax\":\"");
    private static final Literal SHARE_ASK = new Literal("\",\"ap\":");
    private static final Literal ASK = new Literal(",\"ap\":");
    private static final Literal ASK_SIZE = new Literal(",\"as\":");
    private static final Literal END = new Literal("\"}");
    private static final Literal BIDS = new Literal("\",\"b\":[");
    private static final Literal ASKS = new Literal(",\"a\":[");
    private static final Literal LEVEL = new Literal("{\"p\":");
    private static final Literal NEXT_LEVEL = new Literal("},");
    private static final Literal LAST_LEVEL = new Literal("}]");
    private static final Literal RESET = new Literal(",\"r\":true}");
    private static final Literal BOOK_END = new Literal("}");

    private final StraightReader<AlpacaInstrument> reader;
    private byte[] source;

    StraightJson(SymbolTable<AlpacaInstrument> symbols) {
        reader = new StraightReader<>(symbols);
    }

    @Override
    public boolean read(byte[] bytes, int start, int end, AlpacaFrame to) {
        source = bytes;
        reader.wrap(bytes, start, end);
        reader.expect(OPEN);
        do {
            AlpacaMessage message = to.add();
            if (message == null) {
                return false;
            }
            message(message, to);
        } while (!reader.hasFailed() && reader.skips(COMMA));
        reader.expect(CLOSE);
        return reader.isAtEnd();
    }

    private void message(AlpacaMessage message, AlpacaFrame frame) {
        if (reader.skips(QUOTE)) {
            begin(message, MessageKind.QUOTE);
            quote(message);
        } else if (reader.skips(TRADE)) {
            begin(message, MessageKind.TRADE);
            trade(message);
        } else {
            reader.expect(BOOK);
            begin(message, MessageKind.BOOK);
            book(message, frame);
        }
    }

    private void begin(AlpacaMessage message, MessageKind kind) {
        message.kind = kind;
        message.instrument = reader.instrument();
    }

    private void trade(AlpacaMessage to) {
        boolean isShare = reader.skips(SHARE_ID);
        if (reader.hasFailed()) {
            return;
        }
        if (isShare) {
            to.value(AlpacaMessage.ID, reader.integer());
            reader.pass(EXCHANGE);
        }
        reader.expect(PRICE);
        to.value(AlpacaMessage.PRICE, reader.bareDecimal(to.instrument.priceExponent()));
        reader.expect(SIZE);
        to.value(AlpacaMessage.QUANTITY, reader.bareDecimal(to.instrument.quantityExponent()));
        if (isShare) {
            to.value(AlpacaMessage.CODES, codes());
            tail(to);
            return;
        }
        reader.expect(TIME);
        to.value(AlpacaMessage.TIME, reader.time());
        reader.expect(ID);
        to.value(AlpacaMessage.ID, reader.integer());
        reader.expect(TAKER);
        to.value(AlpacaMessage.SIDE, reader.isFirst(BUYER, SELLER) ? 'B' : 'S');
        reader.expect(END);
    }

    private void quote(AlpacaMessage to) {
        boolean isShare = reader.skips(BID_EXCHANGE);
        if (reader.hasFailed()) {
            return;
        }
        if (isShare) {
            reader.text();
        }
        int price = to.instrument.priceExponent();
        int quantity = to.instrument.quantityExponent();
        reader.expect(BID);
        to.value(AlpacaMessage.PRICE, reader.bareDecimal(price));
        reader.expect(BID_SIZE);
        to.value(AlpacaMessage.QUANTITY, reader.bareDecimal(quantity));
        if (isShare) {
            reader.pass(ASK_EXCHANGE);
        }
        reader.expect(isShare ? SHARE_ASK : ASK);
        to.value(AlpacaMessage.ASK_PRICE, reader.bareDecimal(price));
        reader.expect(ASK_SIZE);
        to.value(AlpacaMessage.ASK_QUANTITY, reader.bareDecimal(quantity));
        if (isShare) {
            codes();
            tail(to);
            return;
        }
        reader.expect(TIME);
        to.value(AlpacaMessage.TIME, reader.time());
        reader.expect(END);
    }

    /** Reads what ends a message of a share. */
    private void tail(AlpacaMessage to) {
        reader.pass(TAPE);
        reader.expect(SHARE_TIME);
        to.value(AlpacaMessage.TIME, reader.time());
        reader.expect(END);
    }

    private long codes() {
        reader.expect(CODES);
        long codes = 0;
        boolean hasNext = !reader.skips(CLOSE);
        while (hasNext && !reader.hasFailed()) {
            reader.expect(QUOTE_MARK);
            int from = reader.text();
            codes = Codes.add(codes, source, from, reader.length());
            reader.expect(QUOTE_MARK);
            hasNext = reader.skips(COMMA);
            if (!hasNext) {
                reader.expect(CLOSE);
            }
            if (codes < 0) {
                reader.fail();
            }
        }
        return codes;
    }

    private void book(AlpacaMessage to, AlpacaFrame frame) {
        reader.expect(SHARE_TIME);
        to.value(AlpacaMessage.TIME, reader.time());
        reader.expect(BIDS);
        to.firstBid = frame.bids.count();
        levels(to.instrument, frame.bids);
        to.bidCount = frame.bids.count() - to.firstBid;
        reader.expect(ASKS);
        to.firstAsk = frame.asks.count();
        levels(to.instrument, frame.asks);
        to.askCount = frame.asks.count() - to.firstAsk;
        boolean isReset = reader.skips(RESET);
        to.value(AlpacaMessage.RESET, isReset ? 1 : 0);
        if (!isReset) {
            reader.expect(BOOK_END);
        }
    }

    private void levels(AlpacaInstrument of, Levels to) {
        boolean hasNext = !reader.skips(CLOSE);
        while (hasNext && !reader.hasFailed()) {
            reader.expect(LEVEL);
            long price = reader.bareDecimal(of.priceExponent());
            reader.expect(SIZE);
            to.add(price, reader.bareDecimal(of.quantityExponent()));
            hasNext = reader.skips(NEXT_LEVEL);
            if (!hasNext) {
                reader.expect(LAST_LEVEL);
            }
        }
    }
}

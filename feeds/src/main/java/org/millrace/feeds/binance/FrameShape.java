package org.millrace.feeds.binance;

import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * How a frame of one kind was written when it was last read in any order: what stands before each value, byte for byte,
 * and what the value is. A frame of the same shape is read in one go; what is written otherwise does not match.
 *
 * <pre>
 *   {"e":"trade","E":  1723161255343  ,"s":"  BTCUSDT  ","t":  3735683259  ,"p":"  …  ,"M":true}
 *   literal            SKIP           literal SYMBOL   literal INTEGER     literal …  tail
 * </pre>
 */
final class FrameShape {
    private static final int MAX_STEPS = 48;
    private static final int MAX_WORDS = 128;
    private static final int SYMBOL = FieldType.SYMBOL.index();
    private static final int INTEGER = FieldType.INTEGER.index();
    private static final int TIME = FieldType.TIME.index();
    private static final int PRICE = FieldType.PRICE.index();
    private static final int QUANTITY = FieldType.QUANTITY.index();
    private static final int AMOUNT = FieldType.AMOUNT.index();
    private static final int BOOLEAN = FieldType.BOOLEAN.index();
    private static final int INTERVAL = FieldType.INTERVAL.index();
    private static final int BIDS = FieldType.BIDS.index();
    private static final int ASKS = FieldType.ASKS.index();
    private static final int SKIP_NUMBER = ASKS + 1;
    private static final int SKIP_TEXT = ASKS + 2;
    private static final int LONGEST_EXPECTED = JsonBytes.SLACK - 1; // what may be touched behind a frame
    private static final long TRUE_WORD = 0x65757274L;
    private static final long TRUE_MASK = 0xFFFFFFFFL;
    private static final long FALSE_WORD = 0x65736C6166L;
    private static final long FALSE_MASK = 0xFFFFFFFFFFL;

    private final SymbolTable<BinanceInstrument> symbols;
    private final LevelReader levels = new LevelReader();
    private final long[] words = new long[MAX_WORDS];
    private final long[] masks = new long[MAX_WORDS];
    private final int[] firstWords = new int[MAX_STEPS + 2];
    private final int[] lengths = new int[MAX_STEPS + 1];
    private final int[] types = new int[MAX_STEPS];
    private final int[] slots = new int[MAX_STEPS];
    private final int[] expected = new int[MAX_STEPS]; // length of the value when it was last read
    private final byte[] behind = new byte[MAX_STEPS]; // first byte of the literal that follows the value
    private BinanceInstrument lastInstrument;
    private long lastSymbol; // its bytes, where a word holds them
    private long lastSymbolMask;
    private FrameKind kind = FrameKind.UNKNOWN;
    private int steps;
    private int wordCount;
    private int learnt; // position up to which literals are taken

    FrameShape(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
    }

    FrameKind kind() {
        return kind;
    }

    /** Reads a frame into {@code message}; false if it has another shape, or a value that needs a closer look. */
    boolean read(byte[] bytes, int position, int end, BinanceMessage message) {
        int i = position;
        int word = 0;
        for (int step = 0; step < steps; step++) {
            int behind = firstWords[step + 1];
            for (int at = i; word < behind; word++, at += Long.BYTES) {
                if (((LittleEndian.longAt(bytes, at) ^ words[word]) & masks[word]) != 0) {
                    return false;
                }
            }
            int start = i + lengths[step];
            int type = types[step];
            i = type == PRICE || type == QUANTITY
                    ? decimal(bytes, start, end, step, message)
                    : value(bytes, start, end, step, message);
            if (i < 0) {
                return false;
            }
        }
        return i + lengths[steps] == end && tail(bytes, i, word);
    }

    private boolean tail(byte[] bytes, int position, int firstWord) {
        for (int at = position, word = firstWord; word < wordCount; word++, at += Long.BYTES) {
            if (((LittleEndian.longAt(bytes, at) ^ words[word]) & masks[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads the value of a step; returns where it ends, less than 0 if it is not as expected. */
    private int value(byte[] bytes, int i, int end, int step, BinanceMessage message) {
        int type = types[step];
        if (type == INTEGER || type == TIME) {
            return integer(bytes, i, step, message);
        }
        if (type == SKIP_NUMBER) {
            return number(bytes, i, step);
        }
        if (type == SYMBOL) {
            return symbol(bytes, i, end, step, message);
        }
        if (type == BOOLEAN) {
            return bool(bytes, i, step, message);
        }
        return rare(bytes, i, end, step, message);
    }

    /** Reads a decimal of the length that it had last; where it has another, looks for its quote. */
    private int decimal(byte[] bytes, int i, int end, int step, BinanceMessage message) {
        BinanceInstrument instrument = message.instrument();
        int exponent = types[step] == PRICE ? instrument.priceExponent() : instrument.quantityExponent();
        int length = expected[step];
        long number = Decimals.MALFORMED;
        if (bytes[i + length] == '"') {
            number = Decimals.parse(bytes, i, length, exponent);
        }
        if (number == Decimals.MALFORMED) {
            length = JsonBytes.quote(bytes, i, end) - i;
            expected[step] = Math.min(length, LONGEST_EXPECTED);
            number = Decimals.parse(bytes, i, length, exponent);
        }
        message.value(slots[step], number);
        return Decimals.isError(number) ? JsonBytes.NONE : i + length;
    }

    /** Steps over a number that is not needed. */
    private int number(byte[] bytes, int i, int step) {
        int length = expected[step];
        if (bytes[i + length] != behind[step] || JsonBytes.naturalIfDigits(bytes, i, length) < 0) {
            length = JsonBytes.digitCount(bytes, i);
            expected[step] = length;
        }
        return length == 0 ? JsonBytes.NONE : i + length;
    }

    private int integer(byte[] bytes, int i, int step, BinanceMessage message) {
        int length = expected[step];
        long number = JsonBytes.NONE;
        if (bytes[i + length] == behind[step]) {
            number = JsonBytes.naturalIfDigits(bytes, i, length);
        }
        if (number < 0) {
            length = JsonBytes.digitCount(bytes, i);
            expected[step] = length;
            number = JsonBytes.naturalIfDigits(bytes, i, length);
        }
        if (number < 0) {
            return JsonBytes.NONE;
        }
        if (types[step] == TIME) {
            number = Times.toNanos(number);
        }
        message.value(slots[step], number);
        return number < 0 ? JsonBytes.NONE : i + length;
    }

    private int symbol(byte[] bytes, int i, int end, int step, BinanceMessage message) {
        if ((LittleEndian.longAt(bytes, i) & lastSymbolMask) == lastSymbol && lastInstrument != null) {
            message.instrument(lastInstrument);
            return i + expected[step];
        }
        int quote = JsonBytes.textEnd(bytes, i, end);
        if (quote >= end || bytes[quote] != '"') {
            return JsonBytes.NONE;
        }
        BinanceInstrument instrument = symbols.find(bytes, i, quote - i);
        if (instrument == null || instrument.id() == 0) {
            return JsonBytes.NONE;
        }
        message.instrument(instrument);
        remember(instrument, bytes, i, quote - i, step);
        return quote;
    }

    /** Remembers a symbol with its closing quote, so that one compare finds it again. */
    private void remember(BinanceInstrument instrument, byte[] bytes, int i, int length, int step) {
        expected[step] = length;
        lastInstrument = length < Long.BYTES ? instrument : null;
        lastSymbolMask = length < Long.BYTES - 1 ? (1L << ((length + 1) << 3)) - 1 : -1L;
        lastSymbol = LittleEndian.longAt(bytes, i) & lastSymbolMask;
    }

    private int bool(byte[] bytes, int i, int step, BinanceMessage message) {
        long word = LittleEndian.longAt(bytes, i);
        boolean isTrue = (word & TRUE_MASK) == TRUE_WORD;
        message.value(slots[step], isTrue ? 1 : 0);
        return isTrue ? i + 4 : (word & FALSE_MASK) == FALSE_WORD ? i + 5 : JsonBytes.NONE;
    }

    private int rare(byte[] bytes, int i, int end, int step, BinanceMessage message) {
        int type = types[step];
        if (type == BIDS) {
            return levels.strict(bytes, i, end, message.instrument(), message.bids);
        }
        if (type == ASKS) {
            return levels.strict(bytes, i, end, message.instrument(), message.asks);
        }
        int quote = JsonBytes.textEnd(bytes, i, end);
        if (quote >= end || bytes[quote] != '"') {
            return JsonBytes.NONE;
        }
        if (type == INTERVAL) {
            int seconds = Intervals.seconds(bytes, i, quote - i);
            message.value(slots[step], seconds);
            return seconds < 0 ? JsonBytes.NONE : quote;
        }
        if (type == AMOUNT) {
            return FieldReader.amount(bytes, i, quote - i, message) >= 0 ? quote : JsonBytes.NONE;
        }
        return quote;
    }

    /** Takes the shape of a frame that was just scanned and read; false if it has none that could be expected again. */
    boolean learn(FrameKind of, byte[] bytes, int position, int end, FrameFields fields) {
        kind = of;
        steps = 0;
        wordCount = 0;
        learnt = position;
        boolean learned = learn(bytes, fields.message(), 0, fields) && literal(bytes, end);
        if (!learned) {
            steps = 0;
            wordCount = 0;
            firstWords[1] = 0;
            lengths[0] = Integer.MIN_VALUE; // matches nothing
        }
        return learned;
    }

    private boolean learn(byte[] bytes, JsonFields fields, int slotOffset, FrameFields all) {
        for (int field = 0; field < fields.count(); field++) {
            int slot = fields.slot(field);
            byte valueKind = fields.kind(field);
            int type = typeOf(slot + slotOffset);
            if (slotOffset == 0 && slot == 'k' && valueKind == JsonFields.OBJECT) {
                if (!learn(bytes, all.bar(), FrameField.BAR, all)) {
                    return false;
                }
            } else if (type < 0 && !isVariable(slot, valueKind)) {
                if (valueKind == JsonFields.OBJECT || valueKind == JsonFields.ARRAY) {
                    return false;
                }
            } else {
                int asIs = type >= 0 ? type : valueKind == JsonFields.NUMBER ? SKIP_NUMBER : SKIP_TEXT;
                int start = fields.start(field) + (valueKind == JsonFields.ARRAY ? 1 : 0);
                int stop = fields.end(field) - (valueKind == JsonFields.ARRAY ? 1 : 0);
                if (!isReadable(asIs, valueKind) || !step(bytes, asIs, slot + slotOffset, start, stop)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether a value that is not needed changes from frame to frame; words that tell kinds apart do not. */
    private static boolean isVariable(int slot, byte valueKind) {
        return valueKind == JsonFields.NUMBER || (valueKind == JsonFields.STRING && slot != 'e' && slot != 'X');
    }

    private static boolean isReadable(int type, byte valueKind) {
        if (type == INTEGER || type == TIME || type == SKIP_NUMBER) {
            return valueKind == JsonFields.NUMBER;
        }
        if (type == BOOLEAN) {
            return valueKind == JsonFields.TRUE || valueKind == JsonFields.FALSE;
        }
        return valueKind == (type == BIDS || type == ASKS ? JsonFields.ARRAY : JsonFields.STRING);
    }

    private int typeOf(int slot) {
        for (int i = 0; i < kind.fieldCount(); i++) {
            if (kind.field(i).slot() == slot) {
                return kind.field(i).type().index();
            }
        }
        return -1;
    }

    private boolean step(byte[] bytes, int type, int slot, int start, int stop) {
        if (steps == MAX_STEPS || (needsSymbol(type) && !hasSymbol()) || !literal(bytes, start)) {
            return false;
        }
        if (type == SYMBOL) {
            lastInstrument = null;
        }
        behind[steps] = bytes[stop];
        expected[steps] = Math.min(stop - start, LONGEST_EXPECTED);
        types[steps] = type;
        slots[steps] = slot;
        steps++;
        learnt = stop;
        return true;
    }

    /** Exponents hang on the symbol: it has to come before the first decimal. */
    private static boolean needsSymbol(int type) {
        return type == PRICE || type == QUANTITY || type == AMOUNT || type == BIDS || type == ASKS;
    }

    private boolean hasSymbol() {
        for (int i = 0; i < steps; i++) {
            if (types[i] == SYMBOL) {
                return true;
            }
        }
        return false;
    }

    private boolean literal(byte[] bytes, int end) {
        int length = end - learnt;
        firstWords[steps] = wordCount;
        lengths[steps] = length;
        for (int done = 0; done < length; done += Long.BYTES) {
            if (wordCount == MAX_WORDS) {
                return false;
            }
            int rest = length - done;
            masks[wordCount] = rest >= Long.BYTES ? -1L : (1L << (rest << 3)) - 1;
            words[wordCount++] = LittleEndian.longAt(bytes, learnt + done);
        }
        firstWords[steps + 1] = wordCount;
        return true;
    }
}

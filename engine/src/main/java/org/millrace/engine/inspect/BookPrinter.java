package org.millrace.engine.inspect;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.instruments.InstrumentDirectory;

/**
 * Keeps the books of JournalOut and prints them whole: for each instrument a line that begins with {@code #} and has
 * state, last update id and the SHA-256 of the lines that follow; then {@code B|price|quantity}, best first, and
 * {@code A|price|quantity}.
 */
public final class BookPrinter implements EventConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final Map<Integer, Book> books = new TreeMap<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        instruments.onEvent(buffer, offset, length);
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case BookUpdateDecoder.TEMPLATE_ID -> onUpdate(update.wrapAndApplyHeader(buffer, offset, header));
            case BookTopDecoder.TEMPLATE_ID -> onTop(top.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                return;
            }
        }
    }

    /** Prints the books that a filter lets pass; returns how many. */
    public int print(EventFilter filter, PrintStream out) {
        int count = 0;
        for (Map.Entry<Integer, Book> entry : books.entrySet()) {
            Instrument instrument = instruments.apply(entry.getKey());
            if (instrument != null && filter.passes(instrument)) {
                String levels = entry.getValue().text();
                out.printf(
                        "# %s:%s %s venueSequence=%d sha256=%s%n",
                        instrument.venue(),
                        instrument.symbol(),
                        entry.getValue().state,
                        entry.getValue().venueSequence,
                        sha256(levels));
                out.print(levels);
                count++;
            }
        }
        return count;
    }

    /** Returns what a book is now, in one line, or empty where an instrument has none. */
    public String summary(int instrumentId) {
        Book book = books.get(instrumentId);
        return book == null || book.updates + book.snapshots == 0 ? "" : book.summary();
    }

    private void onUpdate(BookUpdateDecoder update) {
        int flags = update.prefix().flags().getRaw();
        if ((flags & EventPrefix.CHECK) != 0) {
            return; // changes nothing
        }
        Book book = book(update.prefix().instrumentId());
        if ((flags & EventPrefix.SNAPSHOT) != 0 && (flags & EventPrefix.FIRST) != 0) {
            book.levels.clear();
        }
        book.priceExponent = update.priceExponent();
        book.quantityExponent = update.quantityExponent();
        for (BookUpdateDecoder.LevelsDecoder level : update.levels()) {
            book.levels.set(level.side(), level.price(), level.quantity());
        }
        if ((flags & EventPrefix.LAST) != 0) {
            book.snapshots += (flags & EventPrefix.SNAPSHOT) != 0 ? 1 : 0;
            book.updates += (flags & EventPrefix.SNAPSHOT) == 0 ? 1 : 0;
        }
    }

    private void onTop(BookTopDecoder top) {
        Book book = book(top.prefix().instrumentId());
        book.state = top.state();
        book.venueSequence = top.venueSequence();
    }

    private Book book(int instrumentId) {
        return books.computeIfAbsent(instrumentId, id -> new Book());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** One instrument's levels, and what the engine said of them last. */
    private static final class Book {
        private final OrderBook levels = new OrderBook();
        private BookState state = BookState.BUILDING;
        private long venueSequence;
        private int priceExponent;
        private int quantityExponent;
        private long snapshots;
        private long updates;

        String summary() {
            return "%s, snapshots %d, updates %d, last id %d, levels %d and %d, best %s / %s, sha256 %s"
                    .formatted(
                            state,
                            snapshots,
                            updates,
                            venueSequence,
                            levels.levels(Side.BUY),
                            levels.levels(Side.SELL),
                            best(Side.BUY),
                            best(Side.SELL),
                            sha256(text()));
        }

        private String best(Side side) {
            return levels.levels(side) == 0
                    ? "none"
                    : Decimals.toText(levels.price(side, 0), priceExponent) + " x "
                            + Decimals.toText(levels.quantity(side, 0), quantityExponent);
        }

        String text() {
            StringBuilder text = new StringBuilder(1 << 16);
            append(text, 'B', Side.BUY);
            append(text, 'A', Side.SELL);
            return text.toString();
        }

        private void append(StringBuilder text, char label, Side side) {
            for (int i = 0; i < levels.levels(side); i++) {
                text.append(label)
                        .append('|')
                        .append(Decimals.toText(levels.price(side, i), priceExponent))
                        .append('|')
                        .append(Decimals.toText(levels.quantity(side, i), quantityExponent))
                        .append('\n');
            }
        }
    }
}

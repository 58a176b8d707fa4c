package org.millrace.engine.book;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Compares a book with the venue's own top: after the update with id u, the last quote whose id is not above u must show
 * the same best prices and quantities. Quotes and updates come on streams of their own, so both wait here, in the order
 * of their ids, until a quote has come that is past the update:
 *
 * <pre>
 *   quotes   3 · · 7 8 · · 12          update  6 is compared with quote 3
 *   updates  · · 6 · · 10 · · 14       update 10 with quote 8; update 14 waits
 * </pre>
 *
 * An update before the first quote, or after the last, cannot be compared.
 */
final class BookTruth {
    private final TopQueue quotes = new TopQueue();
    private final TopQueue updates = new TopQueue();
    private long agreements;
    private long disagreements;
    private long unquoted;

    /** Takes a quote; {@code id} is the update id at which it stands. */
    void onQuote(long id, Top top) {
        if (quotes.size() > 0 && id < quotes.newestId()) {
            quotes.clear(); // the venue counts anew
        }
        if (quotes.isFull()) {
            quotes.removeOldest();
        }
        quotes.add(id, top);
        compare();
    }

    /** Takes the book's best levels after an update. */
    void onUpdate(long id, Top top) {
        if (updates.size() > 0 && id < updates.newestId()) {
            unquoted += updates.size();
            updates.clear();
        }
        if (updates.isFull()) {
            updates.removeOldest();
            unquoted++;
        }
        updates.add(id, top);
        compare();
    }

    long agreements() {
        return agreements;
    }

    long disagreements() {
        return disagreements;
    }

    /** Returns how many updates came before the first quote, or after the last that has come so far. */
    long notComparable() {
        return unquoted + updates.size();
    }

    /** Begins a span: counts start again, and nothing that waits is compared. */
    void begin() {
        agreements = 0;
        disagreements = 0;
        unquoted = 0;
        quotes.clear();
        updates.clear();
    }

    void save(SnapshotWriter out) {
        out.putLong(agreements).putLong(disagreements).putLong(unquoted);
        quotes.save(out);
        updates.save(out);
    }

    void load(SnapshotReader in) {
        agreements = in.getLong();
        disagreements = in.getLong();
        unquoted = in.getLong();
        quotes.load(in);
        updates.load(in);
    }

    private void compare() {
        while (updates.size() > 0 && quotes.size() > 0 && quotes.newestId() > updates.id(0)) {
            long id = updates.id(0);
            while (quotes.size() > 1 && quotes.id(1) <= id) {
                quotes.removeOldest();
            }
            if (quotes.id(0) > id) {
                unquoted++;
            } else if (quotes.oldestEquals(updates)) {
                agreements++;
            } else {
                disagreements++;
            }
            updates.removeOldest();
        }
    }
}

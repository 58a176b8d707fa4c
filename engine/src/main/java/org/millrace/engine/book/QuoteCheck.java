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
 * An update before the first quote, or after the last, cannot be compared; of a venue without such
 * quotes there is nothing to compare. Disagreements with one quote, however many, may come of the next having been left
 * out, as binary streams do under load; with two quotes in a row they are a doubt.
 */
final class QuoteCheck {
    private static final int DOUBT = 2;
    private static final long NONE = 0;

    private final TopQueue quotes = new TopQueue();
    private final TopQueue updates = new TopQueue();
    private final BookTruth truth;
    private boolean isQuoted; // once it was
    private int early; // updates that were dropped before
    private int disputedInARow; // quotes
    private long disputed = NONE; // the last of them

    QuoteCheck(BookTruth truth) {
        this.truth = truth;
    }

    /** Takes a quote; {@code id} is the update id at which it stands. */
    void onQuote(long id, Top top) {
        if (!isQuoted) {
            isQuoted = true;
            truth.skip(early);
        }
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
            skip(updates.size());
            updates.clear();
        }
        if (updates.isFull()) {
            updates.removeOldest();
            skip(1);
        }
        updates.add(id, top);
        compare();
    }

    /** Returns how many updates wait for a quote. */
    int waiting() {
        return isQuoted ? updates.size() : 0;
    }

    /** Forgets what waits: quotes may be missing from here on. */
    void forget() {
        skip(updates.size());
        quotes.clear();
        updates.clear();
        settle();
    }

    void save(SnapshotWriter out) {
        out.putBoolean(isQuoted).putInt(early).putInt(disputedInARow).putLong(disputed);
        quotes.save(out);
        updates.save(out);
    }

    void load(SnapshotReader in) {
        isQuoted = in.getBoolean();
        early = in.getInt();
        disputedInARow = in.getInt();
        disputed = in.getLong();
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
                truth.skip(1);
            } else if (quotes.oldestEquals(updates)) {
                truth.agree();
                settle();
            } else {
                dispute(quotes.id(0));
            }
            updates.removeOldest();
        }
    }

    private void skip(int count) {
        if (isQuoted) {
            truth.skip(count);
        } else {
            early += count;
        }
    }

    private void settle() {
        disputedInARow = 0;
        disputed = NONE;
    }

    private void dispute(long quote) {
        truth.disagree();
        disputedInARow += quote == disputed ? 0 : 1;
        disputed = quote;
        if (disputedInARow >= DOUBT) {
            truth.doubt();
        }
    }
}

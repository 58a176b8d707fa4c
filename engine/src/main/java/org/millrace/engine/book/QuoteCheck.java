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
 * quotes there is nothing to compare. A single disagreement may come of a
 * quote that the venue left out under load, as its binary streams do; two in a row are a doubt.
 */
final class QuoteCheck {
    private static final int DOUBT = 2;

    private final TopQueue quotes = new TopQueue();
    private final TopQueue updates = new TopQueue();
    private final BookTruth truth;
    private boolean isQuoted; // once it was
    private int early; // updates that were dropped before
    private int disagreementsInARow;

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
        disagreementsInARow = 0;
    }

    void save(SnapshotWriter out) {
        out.putBoolean(isQuoted).putInt(early).putInt(disagreementsInARow);
        quotes.save(out);
        updates.save(out);
    }

    void load(SnapshotReader in) {
        isQuoted = in.getBoolean();
        early = in.getInt();
        disagreementsInARow = in.getInt();
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
                disagreementsInARow = 0;
            } else {
                disagree();
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

    private void disagree() {
        truth.disagree();
        if (++disagreementsInARow >= DOUBT) {
            truth.doubt();
        }
    }
}

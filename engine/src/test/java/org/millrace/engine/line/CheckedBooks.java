package org.millrace.engine.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.support.Script;

/** Input events of a few books, the same for the same seed: all that can happen to them, and all that checks them. */
final class CheckedBooks {
    private static final int BOOKS = 3;
    private static final int MID = 1_000;

    private final List<byte[]> messages = new ArrayList<>();
    private final Script line = new Script((buffer, offset, length) -> {
        byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        messages.add(message);
    });
    private final Random random;
    private long id = 1;

    private CheckedBooks(long seed) {
        random = new Random(seed);
    }

    static List<byte[]> messages(int events, long seed) {
        CheckedBooks books = new CheckedBooks(seed);
        books.line.start().set(0, Setting.JOURNAL_CHECKPOINT, 100, 0);
        for (int i = 1; i <= BOOKS; i++) {
            books.line.define(i);
            books.snapshot(0);
        }
        books.messages.addAll(StandardSet.messages(StandardSet.on("1s"), 1));
        while (books.messages.size() < events) {
            books.line.after(books.random.nextInt(200)).instrument(1 + books.random.nextInt(BOOKS));
            books.next();
        }
        return books.messages;
    }

    private void next() {
        switch (random.nextInt(16)) {
            case 0 -> line.status(FeedStream.BOOK, FeedState.LIVE, FeedReason.BOOK_CHECK);
            case 1 -> snapshot(EventPrefix.CHECK);
            case 2 -> line.check(0, id + random.nextInt(3), price(), 1, price() + 1, 2, -price() - 20, 3);
            case 3 -> lose(random.nextInt(3));
            case 4 -> line.tick();
            case 5, 6 ->
                line.flags(EventPrefix.CHECK).quote(id - random.nextInt(2), MID - 1, 1, MID + 1, 1 + random.nextInt(2));
            case 7 -> line.trade(++id, MID, 1 + random.nextInt(9));
            default -> change(random.nextInt(4) == 0 ? EventPrefix.VERIFIED : 0);
        }
    }

    private void lose(int how) {
        switch (how) {
            case 0 -> line.status(FeedStream.BOOK, FeedState.STALE, FeedReason.CHECKSUM);
            case 1 -> line.status(FeedStream.CONNECTION, FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE);
            default -> line.status(FeedStream.BOOK, FeedState.STALE, FeedReason.GAP);
        }
        snapshot(0);
    }

    private void change(int flags) {
        id++;
        line.flags(flags | EventPrefix.FIRST).book(id, id, price(), random.nextInt(5));
        line.flags(flags | EventPrefix.LAST).book(id, id, -price() - 20, random.nextInt(5));
    }

    /** Sends a book in two messages: as it is now, or to check by. */
    private void snapshot(int flags) {
        id += flags == 0 ? 1 : 0;
        int run = flags | EventPrefix.SNAPSHOT;
        line.flags(run | EventPrefix.FIRST).book(id, id, MID - 1, 1, MID - 2, 2, MID - 3, 3);
        line.flags(run | EventPrefix.LAST).book(id, id, -MID - 1, 1, -MID - 2, 2, -MID - 3, 3);
    }

    private int price() {
        return MID - 1 - random.nextInt(10);
    }
}

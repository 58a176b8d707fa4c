package org.millrace.feeds.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;

/** Joins books by the venue's procedure, the slow and obvious way. Books may be read by any thread. */
public final class TextDecoder implements VenueDecoder {
    private static final String DEPTH = "\"data\":{\"e\":\"depthUpdate\"";

    private final SnapshotRequester requester;
    private final Map<String, TextBook> books = new HashMap<>();
    private final Map<String, List<String>> buffered = new HashMap<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger resyncs = new AtomicInteger();
    private volatile boolean full;

    public TextDecoder(SnapshotRequester requester) {
        this.requester = requester;
    }

    /** Says whether the ring has room. */
    public void full(boolean full) {
        this.full = full;
    }

    public int frames() {
        return frames.get();
    }

    /** Returns how often a book had to begin again because events were lost. */
    public int resyncs() {
        return resyncs.get();
    }

    /** Returns the book's last update and lines; empty while it is not whole. */
    public synchronized String book(String symbol) {
        TextBook book = books.get(symbol);
        return book == null ? "" : book.lastUpdateId() + " " + book.lines();
    }

    @Override
    public FeedCounters counters() {
        return new FeedCounters();
    }

    @Override
    public synchronized boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        if (full) {
            return false;
        }
        frames.incrementAndGet();
        String frame = buffer.getStringWithoutLengthAscii(offset, length);
        if (frame.contains(DEPTH) && frame.endsWith("]}}")) {
            int at = frame.indexOf("\"s\":\"") + 5;
            onDelta(frame.substring(at, frame.indexOf('"', at)), frame);
        }
        return true;
    }

    @Override
    public synchronized boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long timeNs) {
        if (full) {
            return false;
        }
        TextBook book = TextBook.of(body.getStringWithoutLengthAscii(offset, length));
        List<String> deltas = buffered.getOrDefault(symbol, List.of());
        deltas.forEach(book::apply);
        if (book.gaps() > 0) {
            requester.request(symbol);
        } else {
            buffered.remove(symbol);
            books.put(symbol, book);
        }
        return true;
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        return !full;
    }

    @Override
    public synchronized boolean onDisconnect(long receiveTimeNs) {
        books.clear();
        buffered.clear();
        return true;
    }

    private void onDelta(String symbol, String frame) {
        TextBook book = books.get(symbol);
        if (book != null) {
            book.apply(frame);
            if (book.gaps() == 0) {
                return;
            }
            resyncs.incrementAndGet();
            books.remove(symbol);
        }
        buffered.computeIfAbsent(symbol, key -> new ArrayList<>()).add(frame);
        requester.request(symbol);
    }
}

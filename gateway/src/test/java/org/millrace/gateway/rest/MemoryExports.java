package org.millrace.gateway.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.HistoryException;

/** Writes what it is asked for in place of rows, and more of it if told so. */
final class MemoryExports implements Exports {
    private final List<Wanted> asked = new ArrayList<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private String more = "";
    private long endNs = Long.MAX_VALUE;
    private boolean fails;
    private boolean holds;

    synchronized List<Wanted> asked() {
        return List.copyOf(asked);
    }

    void more(String text) {
        more = text;
    }

    /** Has a span end earlier than it was asked for. */
    void endAt(long timeNs) {
        endNs = timeNs;
    }

    /** Has it fail after what it writes. */
    void fail() {
        fails = true;
    }

    /** Has it wait until {@link #release}. */
    void hold() {
        holds = true;
    }

    void release() {
        hold.countDown();
    }

    @Override
    public long endOf(Wanted wanted) {
        return Math.min(endNs, wanted.toNs());
    }

    @Override
    public void write(Wanted wanted, OutputStream out) throws IOException {
        synchronized (this) {
            asked.add(wanted);
        }
        if (holds) {
            await();
        }
        out.write((wanted.table() + ' ' + wanted.symbol() + '\n' + more).getBytes(StandardCharsets.UTF_8));
        if (fails) {
            throw new HistoryException("gone", null);
        }
    }

    private void await() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

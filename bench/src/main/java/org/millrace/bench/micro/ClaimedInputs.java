package org.millrace.bench.micro;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPublisher;

/** Puts events on a ring in claims of some, waiting while it is full. */
final class ClaimedInputs implements EventConsumer {
    private static final int SPINS = 10_000;

    private final EventPublisher publisher;
    private final int claim;
    private int claimed;

    ClaimedInputs(EventPublisher publisher, int claim) {
        this.publisher = publisher;
        this.claim = claim;
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        if (claimed == 0) {
            await();
        }
        publisher.slot(claimed).putBytes(0, event, offset, length);
        publisher.length(claimed, length);
        if (++claimed == claim) {
            flush();
        }
    }

    /** Commits what was claimed; slots not used stay empty. */
    @Override
    public void flush() {
        if (claimed > 0) {
            publisher.commit();
            claimed = 0;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private void await() {
        for (int turn = 0; !publisher.tryClaim(claim); turn++) {
            if (turn < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}

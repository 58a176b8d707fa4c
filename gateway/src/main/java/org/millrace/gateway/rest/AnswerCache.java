package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Keeps answers for a minute, or until there is something newer that they should tell of. Of more than so many bytes that
 * answer goes which was asked for the longest ago. Thread-safe.
 */
public final class AnswerCache {
    private static final long KEPT_NS = Duration.ofMinutes(1).toNanos();
    private static final long MOST_BYTES = 16 << 20;

    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true); // by their last use
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final EpochNanoClock clock;
    private long bytes;

    /** One answer, when it was made, and the time of the newest thing that was there by then. */
    private static final class Answer {
        final byte[] body;
        final long madeNs;
        final long newestNs;

        Answer(byte[] body, long madeNs, long newestNs) {
            this.body = body;
            this.madeNs = madeNs;
            this.newestNs = newestNs;
        }

        boolean isGood(long nowNs, long newest) {
            return newest == newestNs && nowNs - madeNs < KEPT_NS;
        }
    }

    AnswerCache(EpochNanoClock clock) {
        this.clock = clock;
    }

    /** Returns how many questions were answered as before; for any thread. */
    public long hits() {
        return hits.sum();
    }

    /** Returns how many answers were made; for any thread. */
    public long misses() {
        return misses.sum();
    }

    /** Returns how much is kept. */
    public synchronized long bytes() {
        return bytes;
    }

    /**
     * Answers a question.
     *
     * @param newestNs time of the newest thing that the answer might tell of, found before it is made
     * @param made     makes it anew
     */
    ByteBuf answer(String question, long newestNs, Supplier<ByteBuf> made) {
        byte[] kept = find(question, newestNs);
        if (kept != null) {
            hits.increment();
            return Unpooled.wrappedBuffer(kept);
        }
        misses.increment();
        ByteBuf answer = made.get();
        keep(question, new Answer(ByteBufUtil.getBytes(answer), clock.nanoTime(), newestNs));
        return answer;
    }

    private synchronized byte[] find(String question, long newestNs) {
        Answer answer = answers.get(question);
        return answer != null && answer.isGood(clock.nanoTime(), newestNs) ? answer.body : null;
    }

    private synchronized void keep(String question, Answer answer) {
        Answer before = answers.put(question, answer);
        bytes += answer.body.length - (before == null ? 0 : before.body.length);
        Iterator<Answer> oldest = answers.values().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= oldest.next().body.length;
            oldest.remove();
        }
    }
}

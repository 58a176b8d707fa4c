package org.millrace.gateway.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address: the notices that wait for it, one of which is on its way. Used by the notifier's thread; the delivery
 * alone runs on another.
 *
 * <pre>
 *   waiting --due--> on its way --acknowledged--> sent
 *      ^                 |
 *      +--- back-off ----+--attempts used up, or of no use--> dead
 * </pre>
 */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int MOST_WAITING = 256;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    private final AddressSettings address;
    private final Transport transport;
    private final NotifySettings settings;
    private final Ledger ledger;
    private final DeliveryCounters counters;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private final Deque<Long> sentNs = new ArrayDeque<>();
    private boolean isOnItsWay;
    private int failures;
    private long dueNs;
    private long newest;
    private volatile Outcome outcome;

    /** What became of the notice that was on its way; without a failure it was acknowledged. */
    private record Outcome(DeliveryException failure) {}

    Mailbox(
            AddressSettings address,
            Transport transport,
            NotifySettings settings,
            Ledger ledger,
            DeliveryCounters counters) {
        this.address = address;
        this.transport = transport;
        this.settings = settings;
        this.ledger = ledger;
        this.counters = counters;
    }

    AddressSettings address() {
        return address;
    }

    /** Returns the sequence of the oldest notice that is not done with; the largest there is: none. */
    long oldest() {
        Notice first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.sequence();
    }

    int size() {
        return waiting.size();
    }

    /** Takes a notice, unless it is done with, or was taken before: the journal may be read twice. */
    void add(Notice notice, long nowNs, long utcNs) {
        if (notice.sequence() <= newest || ledger.isDone(notice.key(), address.name())) {
            return;
        }
        newest = notice.sequence();
        if (isFull()) {
            giveUp(notice, utcNs, "too many notices wait for this address");
        } else {
            await(notice, nowNs);
        }
    }

    /** Takes a notice that was given up, and is to be sent again. */
    void addAgain(Notice notice, long nowNs) {
        await(notice, nowNs);
    }

    /** Tells whether no more may wait. */
    boolean isFull() {
        return waiting.size() >= MOST_WAITING;
    }

    /** Goes on; returns how much was done. */
    int work(Executor workers, long nowNs, long utcNs) {
        Outcome came = outcome;
        if (came != null) {
            outcome = null;
            isOnItsWay = false;
            onOutcome(came.failure(), nowNs, utcNs);
            return 1;
        }
        if (isOnItsWay || waiting.isEmpty() || nowNs - dueNs < 0) {
            return 0;
        }
        Notice notice = waiting.peek();
        if (isOverLimit(nowNs)) {
            waiting.remove();
            giveUp(notice, utcNs, "more notices than the limit of an hour");
            return 1;
        }
        return send(notice, workers);
    }

    /** Notes what has become of the notice that was on its way. */
    void close(long nowNs, long utcNs) {
        if (outcome != null) {
            onOutcome(outcome.failure(), nowNs, utcNs);
        }
    }

    private void await(Notice notice, long nowNs) {
        if (waiting.isEmpty()) {
            dueNs = nowNs;
        }
        waiting.add(notice);
    }

    private int send(Notice notice, Executor workers) {
        try {
            workers.execute(() -> deliver(notice));
            isOnItsWay = true;
            return 1;
        } catch (RejectedExecutionException e) {
            return 0; // all are at work: later
        }
    }

    private void deliver(Notice notice) {
        try {
            transport.deliver(notice);
            outcome = new Outcome(null);
        } catch (DeliveryException e) {
            outcome = new Outcome(e);
        } catch (RuntimeException e) {
            LOG.error("a notice to {} could not be made", address.name(), e);
            outcome = new Outcome(DeliveryException.lasting("a fault of ours"));
        }
    }

    private void onOutcome(DeliveryException failure, long nowNs, long utcNs) {
        Notice notice = waiting.peek();
        dueNs = nowNs + settings.mostBackOff().toNanos(); // if it cannot be noted, it is not sent again and again
        if (failure == null) {
            ledger.sent(notice, address.name());
            counters.sent(address.channel());
            sentNs.add(nowNs);
            next(nowNs);
        } else if (failure.isFinal() || failures + 1 >= settings.attempts()) {
            giveUp(notice, utcNs, failure.getMessage());
            next(nowNs);
        } else {
            counters.retried(address.channel());
            dueNs = nowNs + backOffNs(failures++);
        }
    }

    private void next(long nowNs) {
        waiting.remove();
        failures = 0;
        dueNs = nowNs;
    }

    private void giveUp(Notice notice, long utcNs, String reason) {
        LOG.warn("alert {}: {} is not told: {}", notice.alertId(), address.name(), reason);
        ledger.dead(new DeadLetter(
                notice.sequence(),
                notice.key(),
                notice.alertId(),
                notice.owner(),
                address.target(),
                address.channel(),
                utcNs,
                reason));
        counters.dead(address.channel());
    }

    private long backOffNs(int before) {
        long first = settings.backOff().toNanos();
        long most = settings.mostBackOff().toNanos();
        return before >= 30 || first > most >> before ? most : first << before;
    }

    private boolean isOverLimit(long nowNs) {
        while (!sentNs.isEmpty() && nowNs - sentNs.peek() >= HOUR_NS) {
            sentNs.remove();
        }
        return sentNs.size() >= settings.hourly();
    }
}

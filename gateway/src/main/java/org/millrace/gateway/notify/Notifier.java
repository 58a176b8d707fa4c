package org.millrace.gateway.notify;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cursor.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of alerts: reads JournalOut at its own pace and hands each AlertTriggered to the addresses of its target. The
 * cursor stands before the oldest notice that some address has not acknowledged.
 */
public final class Notifier implements Agent, Notices {
    /** Name of the cursor. */
    public static final String CURSOR = "notifier";

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int WORKERS = 4;
    private static final int BATCHES_PER_CYCLE = 64;
    private static final int MOST_WAITING = 1_024;
    private static final long CURSOR_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MS = 2_000;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final JournalReader journal;
    private final Cursor cursor;
    private final Ledger ledger;
    private final List<Mailbox> mailboxes;
    private final IntFunction<Instrument> instruments;
    private final Clocks clocks;
    private final DeliveryCounters counters;
    private final Retries retries;
    private final ExecutorService workers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertTriggeredDecoder triggered = new AlertTriggeredDecoder();
    private final EventConsumer onEvent = this::onEvent;
    private long nowNs;
    private long movedNs;
    private long retryAtNs;
    private boolean isReading;
    private volatile int waiting; // read by whoever scrapes

    /** The time that passes, and the time of day in UTC. */
    public record Clocks(NanoClock passing, EpochNanoClock utc) {}

    /** What makes readers of JournalOut, and where the notifier got to. */
    public record Source(Supplier<JournalReader> journals, Cursor cursor, IntFunction<Instrument> instruments) {}

    Notifier(
            Source source,
            Ledger ledger,
            List<Mailbox> mailboxes,
            DeliveryCounters counters,
            Clocks clocks,
            ThreadFactory threads) {
        this.mailboxes = List.copyOf(mailboxes);
        journal = source.journals().get();
        cursor = source.cursor();
        instruments = source.instruments();
        retries = new Retries(source, ledger, this.mailboxes);
        this.ledger = ledger;
        this.counters = counters;
        this.clocks = clocks;
        workers = new ThreadPoolExecutor(0, WORKERS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), threads);
        nowNs = clocks.passing().nanoTime();
        movedNs = nowNs;
        retryAtNs = nowNs;
    }

    /** Has what it does counted. */
    public void register(Metrics metrics) {
        counters.register(metrics);
        metrics.gauge("alert_notices_waiting", "Notices that have not been acknowledged, nor given up", () -> waiting);
    }

    @Override
    public String roleName() {
        return "notifier";
    }

    @Override
    public int doWork() {
        nowNs = clocks.passing().nanoTime();
        if (nowNs - retryAtNs < 0) {
            return 0;
        }
        try {
            int count = retries.work(nowNs, clocks.utc().nanoTime()) + deliver() + read();
            waiting = waiting();
            moveCursor();
            return count;
        } catch (JournalException e) { // a damaged journal is told of elsewhere; the cursor may stand on a full disk
            LOG.warn("alerts are not told of: {}", e.getMessage());
            isReading = false;
            retryAtNs = nowNs + RETRY_NS;
            return 0;
        }
    }

    @Override
    public void onClose() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.info("a notice is still on its way: it will be sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mailboxes.forEach(mailbox -> mailbox.close(nowNs, clocks.utc().nanoTime()));
        retries.close();
        journal.close();
        ledger.close();
    }

    @Override
    public boolean reaches(String target, Channel channel) {
        return mailboxes.stream()
                .map(Mailbox::address)
                .anyMatch(address -> address.target().equals(target) && address.channel() == channel);
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return ledger.deadLetters();
    }

    @Override
    public void retry(DeadLetter letter, Consumer<String> whenNoted) {
        retries.add(letter, whenNoted);
    }

    private int deliver() {
        int count = 0;
        for (Mailbox mailbox : mailboxes) {
            count += mailbox.work(workers, nowNs, clocks.utc().nanoTime());
        }
        return count;
    }

    private int read() {
        if (!isReading) {
            if (cursor.takenBackFrom() > 0) {
                cursor.settle(cursor.sequence()); // what was told is told
            }
            long first = journal.firstSequence();
            journal.seek(Math.max(cursor.sequence() + 1, first));
            isReading = true;
        }
        return waiting() < MOST_WAITING ? journal.poll(onEvent, BATCHES_PER_CYCLE) : 0; // the rest waits in the journal
    }

    private void onEvent(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) != AlertTriggeredDecoder.TEMPLATE_ID) {
            return;
        }
        triggered.wrapAndApplyHeader(buffer, offset, header);
        Notice notice = Notice.of(triggered, buffer, offset, instruments);
        int channels = triggered.channels().getRaw();
        for (Mailbox mailbox : mailboxes) {
            AddressSettings address = mailbox.address();
            if (address.target().equals(notice.target()) && address.channel().isIn(channels)) {
                mailbox.add(notice, nowNs, clocks.utc().nanoTime());
            }
        }
    }

    private int waiting() {
        int count = 0;
        for (Mailbox mailbox : mailboxes) {
            count += mailbox.size();
        }
        return count;
    }

    private void moveCursor() {
        long done = journal.sequence();
        for (Mailbox mailbox : mailboxes) {
            done = Math.min(done, mailbox.oldest() - 1);
        }
        if (done > cursor.sequence() && nowNs - movedNs >= CURSOR_INTERVAL_NS) {
            cursor.moveTo(done);
            ledger.passed(done);
            movedNs = nowNs;
        }
    }
}

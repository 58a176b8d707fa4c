package org.millrace.journal.questdb;

import io.questdb.client.Sender;
import io.questdb.client.cutlass.line.LineSenderException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.millrace.codecs.EventConsumer;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cursor.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the store from JournalOut at its own pace. Rows are delivered first and counted as done second: after a failure
 * it reads again from the cursor, and the tables' DEDUP keys drop what had arrived. Where outputs were taken back, their
 * rows are removed first, and the journal is read again from its beginning. Names of features are read in the journal
 * too, where need be again: behind a start they may have been told of before the cursor.
 *
 * <pre>
 *   JournalOut --poll--> RowWriter --rows--> store --answer--> cursor
 *        ^                                     |
 *        +------- seek(cursor + 1) <--failure--+
 * </pre>
 */
public final class QuestDbTailer implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(QuestDbTailer.class);
    private static final int BATCHES_PER_CYCLE = 64;
    private static final long LOOK_BACK = 100_000;

    private final JournalReader journal;
    private final Cursor cursor;
    private final RowWriter writer;
    private final Store store;
    private final StoreAddress address;
    private final QuestDbSettings settings;
    private final DeadLetters deadLetters;
    private final NanoClock clock;
    private final StoreCounters counters = new StoreCounters();
    private final EventConsumer deliverAlone = this::deliverAlone;

    private Sender sender;
    private UnknownFeaturesException unknown; // whose definition is to be looked for
    private long retryAtNs;
    private long deliveredNs;
    private boolean hasPending; // read, not yet counted as done
    private boolean isDown;
    private long refusedUntil; // up to here each row is sent alone, to find the one that the store refuses

    /**
     * Creates a tailer.
     *
     * @param journal reads JournalOut; this agent's own
     * @param cursor  remembers how far the store got
     */
    QuestDbTailer(
            JournalReader journal,
            Cursor cursor,
            RowWriter writer,
            Store store,
            DeadLetters deadLetters,
            NanoClock clock) {
        this.journal = journal;
        this.cursor = cursor;
        this.writer = writer;
        this.store = store;
        this.address = store.address();
        this.settings = store.settings();
        this.deadLetters = deadLetters;
        this.clock = clock;
        counters.sequence(cursor.sequence());
        writer.features().onLost(this::onLost);
    }

    public StoreCounters counters() {
        return counters;
    }

    @Override
    public String roleName() {
        return "questdb-tailer";
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (isDown && nowNs - retryAtNs < 0) {
            return 0;
        }
        try {
            if (unknown != null) {
                search();
            }
            if (sender == null) {
                connect();
            }
            return deliver(nowNs);
        } catch (UnknownFeaturesException e) {
            disconnect(); // what was read is read again
            unknown = e;
        } catch (LineSenderException e) {
            onSendFailure(e, nowNs);
        } catch (StoreException | JournalException e) { // the cursor cannot be moved either on a full disk
            onFailure(e, nowNs);
        }
        return 0;
    }

    @Override
    public void onClose() {
        disconnect();
        journal.close();
    }

    private void connect() {
        store.createTables();
        if (cursor.takenBackFrom() > 0) {
            store.removeFrom(cursor.takenBackFrom());
            cursor.settle(Math.max(
                    0, journal.firstSequence() - 1)); // a bar's row that is gone may have replaced an older one
        } else if (cursor.sequence() == 0) {
            cursor.moveTo(0); // from here on there is a cursor that outputs can be taken back from
        }
        Sender.LineSenderBuilder builder = Sender.builder(Sender.Transport.HTTP)
                .address(address.host())
                .port(address.httpPort())
                .protocolVersion(Sender.PROTOCOL_VERSION_V2) // fixed: asking the server would fail while it is down
                .retryTimeoutMillis(0) // the journal is our buffer: fail at once, read again
                .disableAutoFlush();
        if (!address.password().isEmpty()) {
            builder.httpUsernamePassword(address.user(), address.password());
        }
        skipWhatIsNotKept();
        sender = builder.build();
        writer.writeTo(sender);
        journal.seek(cursor.sequence() + 1);
        hasPending = false;
    }

    /** Retention waits for this cursor where the store is configured; before that it did not. */
    private void skipWhatIsNotKept() {
        long first = journal.firstSequence();
        if (cursor.sequence() + 1 < first) {
            LOG.warn("outputs {} to {} are no longer kept: the store lacks them", cursor.sequence() + 1, first - 1);
            counters.onMissed(first - 1 - cursor.sequence());
            cursor.moveTo(first - 1);
            counters.sequence(first - 1);
        }
    }

    /** Looks for what a set's values are called: before where the store is, ever further back, and behind it. */
    private void search() {
        FeatureRows features = writer.features();
        EventConsumer recall = features::recall;
        long first = Math.max(1, journal.firstSequence());
        long from = Long.MAX_VALUE;
        for (long back = LOOK_BACK; from > first && !features.knows(unknown.setId(), unknown.version()); back *= 10) {
            from = Math.max(first, cursor.sequence() + 1 - back);
            journal.seek(from);
            int read = 1;
            while (read > 0 && !features.knows(unknown.setId(), unknown.version())) {
                read = journal.poll(recall, BATCHES_PER_CYCLE);
            }
        }
        if (!features.knows(unknown.setId(), unknown.version())) {
            LOG.warn("nor does the journal keep one: dead letters tell of {}", unknown.getMessage());
            features.giveUp(unknown.setId(), unknown.version());
        }
        unknown = null;
    }

    private void onLost(long sequence, String why) {
        deadLetters.write(sequence, why);
        counters.onRefused();
    }

    private int deliver(long nowNs) {
        int read = cursor.sequence() < refusedUntil
                ? journal.poll(deliverAlone, 1)
                : journal.poll(writer, BATCHES_PER_CYCLE);
        hasPending |= read > 0;
        boolean isDue = nowNs - deliveredNs >= settings.interval().toNanos();
        if (hasPending && (isDue || writer.count() >= settings.batchRows())) {
            send();
            deliveredNs = nowNs;
        }
        if (isDown) {
            isDown = false;
            LOG.info("store at {} answers again, from sequence {}", address, cursor.sequence());
        }
        return read;
    }

    /** Sends what was read, and moves the cursor after the answer. */
    private void send() {
        if (writer.count() > 0) {
            sender.flush();
            counters.onDelivered(writer.count());
            writer.delivered();
        }
        cursor.moveTo(writer.doneSequence());
        counters.sequence(writer.doneSequence());
        hasPending = false;
    }

    private void deliverAlone(DirectBuffer buffer, int offset, int length) {
        writer.onEvent(buffer, offset, length);
        if (writer.count() == 0) {
            return;
        }
        try {
            sender.flush();
            counters.onDelivered(1);
        } catch (LineSenderException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            sender.reset();
            deadLetters.write(writer.sequence(), firstLine(e));
            counters.onRefused();
        }
        writer.delivered();
    }

    /** Says whether the store refused the rows for what is in them: asking again would not help. */
    private static boolean isRefusal(LineSenderException failure) {
        return String.valueOf(failure.getMessage()).contains("http-status=400");
    }

    private void onSendFailure(LineSenderException failure, long nowNs) {
        if (isRefusal(failure)) {
            refusedUntil = writer.sequence();
            disconnect();
        } else {
            onFailure(failure, nowNs);
        }
    }

    private void onFailure(RuntimeException failure, long nowNs) {
        counters.onFailure();
        if (!isDown) {
            LOG.warn("store at {}: {}; trying again every {}", address, firstLine(failure), settings.retry());
        }
        store.forgetTables();
        isDown = true;
        retryAtNs = nowNs + settings.retry().toNanos();
        disconnect();
    }

    private void disconnect() {
        if (sender != null) {
            sender.reset(); // what is in it is read again
            sender.close();
            sender = null;
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}

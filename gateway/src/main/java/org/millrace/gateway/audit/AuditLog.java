package org.millrace.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.millrace.codecs.settings.SecretFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps notes in files that are only ever appended to, each note with the hash of the one before. Notes come from any
 * thread; an agent writes them and forces them to the disk. Of refusals it writes so many a second, and counts the rest.
 */
public final class AuditLog implements Audit, Agent {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int WAITING = 4_096;
    private static final int MOST_AT_ONCE = 256;
    private static final int REFUSALS_PER_SECOND = 50;
    private static final long SECOND = 1_000_000_000L;

    private final Path folder;
    private final AuditFiles files;
    private final Duration keep;
    private final EpochNanoClock clock;
    private final ManyToOneConcurrentArrayQueue<Noted> waiting = new ManyToOneConcurrentArrayQueue<>(WAITING);
    private volatile boolean writable = true;
    private FileChannel channel;
    private LocalDate day;
    private long number;
    private String hash;
    private long second;
    private int refusals;
    private long untold;

    private record Noted(long timeNs, Deed deed) {}

    /** Makes one that opens its files when it first writes. */
    public AuditLog(Path folder, Duration keep, EpochNanoClock clock) {
        this.folder = folder;
        this.files = new AuditFiles(folder);
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public void note(Deed deed) {
        if (!waiting.offer(new Noted(clock.nanoTime(), deed))) {
            writable = false;
        }
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public List<AuditEntry> read(AuditQuery query) {
        return files.read(query);
    }

    @Override
    public int doWork() {
        if (waiting.isEmpty()) {
            return 0;
        }
        int count = 0;
        try {
            for (Noted noted = waiting.peek(); noted != null && count < MOST_AT_ONCE; noted = waiting.peek()) {
                write(noted);
                waiting.poll();
                count++;
            }
            channel.force(false);
            writable = true;
        } catch (IOException | AuditException e) {
            fail(e);
        }
        return count;
    }

    @Override
    public void onClose() {
        while (doWork() > 0) {
            // until all is written that can be
        }
        closeFile();
    }

    @Override
    public String roleName() {
        return "audit-log";
    }

    private void write(Noted noted) throws IOException {
        if (isTooMany(noted)) {
            untold++;
            return;
        }
        Instant time = Instant.ofEpochSecond(noted.timeNs() / SECOND, noted.timeNs() % SECOND);
        LocalDate today = time.atZone(ZoneOffset.UTC).toLocalDate();
        if (channel == null || today.isAfter(day)) {
            open(today);
        }
        if (untold > 0) {
            append(time, Deed.ofSystem("refuse", "", untold + " more were refused"));
            untold = 0;
        }
        append(time, noted.deed());
    }

    private void append(Instant time, Deed deed) throws IOException {
        AuditEntry entry = AuditEntry.next(number + 1, time, deed, hash);
        ByteBuffer bytes = ByteBuffer.wrap(AuditFiles.bytes(entry));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        number = entry.number();
        hash = entry.hash();
    }

    private boolean isTooMany(Noted noted) {
        if (!noted.deed().result().startsWith("refused")) {
            return false;
        }
        if (noted.timeNs() / SECOND != second) {
            second = noted.timeNs() / SECOND;
            refusals = 0;
        }
        return ++refusals > REFUSALS_PER_SECOND;
    }

    private void open(LocalDate today) throws IOException {
        closeFile();
        if (!Files.isDirectory(folder)) {
            SecretFile.createFolder(folder);
        }
        if (hash == null) {
            AuditEntry newest = files.newest();
            number = newest == null ? 0 : newest.number();
            hash = newest == null ? AuditEntry.FIRST : newest.hash();
        }
        files.deleteBefore(today.minusDays(keep.toDays()));
        Path file = files.file(today);
        if (!Files.exists(file)) {
            SecretFile.create(file, "");
        }
        channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        day = today;
    }

    /** Begins with the file as it is on the next attempt; a line that was begun is taken off then. */
    private void fail(Exception e) {
        if (writable) {
            LOG.error("the audit log is not written, and nothing is administered until it is: {}", e.toString());
        }
        writable = false;
        hash = null;
        closeFile();
    }

    private void closeFile() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("a file of the audit log cannot be closed: {}", e.toString());
            }
            channel = null;
        }
    }
}

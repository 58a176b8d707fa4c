package org.millrace.gateway.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notes what is done with: a line for each notice that an address has acknowledged, or that was given up. So a notice
 * that waits for another address is not sent to the first one again after a restart. Fields are separated by tabs.
 *
 * <pre>
 *   sent  SEQUENCE  KEY  ADDRESS
 *   dead  SEQUENCE  KEY  ADDRESS  ALERT  TIME  OWNER  REASON
 * </pre>
 */
final class Ledger implements AutoCloseable {
    /** Dead letters that are kept. */
    static final int KEPT = 1_000;

    private static final int DEAD_FIELDS = 8;

    private final Path file;
    private final Map<String, Long> done = new HashMap<>();
    private final Deque<DeadLetter> deadLetters = new ArrayDeque<>();
    private final FileChannel channel;

    /**
     * Opens a file of notes, and leaves out what the cursor has passed.
     *
     * @param passed sequence up to which everything is done with
     */
    Ledger(Path file, long passed) {
        this.file = file;
        try {
            List<String> kept = new ArrayList<>();
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                read(line, passed, kept);
            }
            List<String> newest = kept.subList(Math.max(0, kept.size() - 2 * KEPT), kept.size());
            Path next = file.resolveSibling("." + file.getFileName());
            Files.write(next, newest);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel = FileChannel.open(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** Tells whether a notice is done with, as far as an address goes. */
    boolean isDone(String key, String address) {
        return done.containsKey(key + '\t' + address);
    }

    /** Notes that a notice was acknowledged, and keeps that through a loss of power. */
    void sent(Notice notice, String address) {
        append("sent\t%d\t%s\t%s".formatted(notice.sequence(), notice.key(), address));
        done.put(notice.key() + '\t' + address, notice.sequence());
    }

    /** Notes that a notice is given up. */
    void dead(Notice notice, AddressSettings address, long timeNs, String reason) {
        DeadLetter letter = new DeadLetter(
                notice.key(), notice.alertId(), notice.owner(), address.target(), address.channel(), timeNs, reason);
        append("dead\t%d\t%s\t%s\t%d\t%d\t%s\t%s"
                .formatted(
                        notice.sequence(),
                        notice.key(),
                        address.name(),
                        notice.alertId(),
                        timeNs,
                        plain(notice.owner()),
                        plain(reason)));
        done.put(notice.key() + '\t' + address.name(), notice.sequence());
        keep(letter);
    }

    /** Returns the newest dead letters, the newest first; for any thread. */
    List<DeadLetter> deadLetters() {
        synchronized (deadLetters) {
            return List.copyOf(deadLetters);
        }
    }

    /** Forgets what was acknowledged of notices that the cursor has passed: they are not read again. */
    void passed(long sequence) {
        done.values().removeIf(each -> each <= sequence);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line; one that was cut short says nothing. */
    private void read(String line, long passed, List<String> kept) {
        String[] fields = line.split("\t", -1);
        boolean isDead = fields.length == DEAD_FIELDS && fields[0].equals("dead");
        boolean isSent = fields.length == 4 && fields[0].equals("sent");
        if (!isDead && !isSent) {
            return;
        }
        long sequence = Long.parseLong(fields[1]);
        boolean isPassed = sequence <= passed;
        if (!isPassed) {
            done.put(fields[2] + '\t' + fields[3], sequence);
        }
        if (isDead) {
            int slash = fields[3].indexOf('/');
            keep(new DeadLetter(
                    fields[2],
                    Long.parseLong(fields[4]),
                    fields[6],
                    fields[3].substring(0, slash),
                    Channel.valueOf(fields[3].substring(slash + 1).toUpperCase(Locale.ROOT)),
                    Long.parseLong(fields[5]),
                    fields[7]));
        }
        if (isDead || !isPassed) {
            kept.add(line);
        }
    }

    private void keep(DeadLetter letter) {
        synchronized (deadLetters) {
            deadLetters.addFirst(letter);
            if (deadLetters.size() > KEPT) {
                deadLetters.removeLast();
            }
        }
    }

    private void append(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}

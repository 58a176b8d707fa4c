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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notes what is done with: a line for each notice that an address has acknowledged, that was given up, or that somebody
 * wants sent again. So a notice that waits for another address is not sent to the first one again after a restart. Fields
 * are separated by tabs.
 *
 * <pre>
 *   sent   SEQUENCE  KEY  ADDRESS
 *   dead   SEQUENCE  KEY  ADDRESS  ALERT  TIME  OWNER  REASON
 *   again  …as it was dead
 * </pre>
 */
final class Ledger implements AutoCloseable {
    /** Dead letters that are kept. */
    static final int KEPT = 1_000;

    private static final String SENT = "sent";
    private static final String DEAD = "dead";
    private static final String AGAIN = "again";
    private static final int SENT_FIELDS = 4;
    private static final int DEAD_FIELDS = 8;

    private final Path file;
    private final Map<String, Long> done = new HashMap<>();
    private final Map<String, DeadLetter> deadLetters = new LinkedHashMap<>(); // guarded by itself
    private final Map<String, DeadLetter> again = new LinkedHashMap<>();
    private final FileChannel channel;

    /**
     * Opens a file of notes, and leaves out what the cursor has passed.
     *
     * @param passed sequence up to which everything is done with
     */
    Ledger(Path file, long passed) {
        this.file = file;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                read(line.split("\t", -1));
            }
            passed(passed);
            Path next = file.resolveSibling("." + file.getFileName());
            Files.write(next, lines());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel = FileChannel.open(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** Tells whether a notice is done with, as far as an address goes; one to be sent again was done with before. */
    boolean isDone(String key, String address) {
        return done.containsKey(name(key, address));
    }

    /** Notes that a notice was acknowledged, and keeps that through a loss of power. */
    void sent(Notice notice, String address) {
        append(sentLine(notice.sequence(), name(notice.key(), address)));
        done.put(name(notice.key(), address), notice.sequence());
        again.remove(name(notice.key(), address));
    }

    /** Notes that a notice is given up. */
    void dead(DeadLetter letter) {
        append(line(DEAD, letter));
        done.put(nameOf(letter), letter.sequence());
        keep(letter);
    }

    /** Notes that a dead letter is to be sent again; false: it is none, or not any more. */
    boolean again(DeadLetter letter) {
        synchronized (deadLetters) {
            if (!deadLetters.containsKey(nameOf(letter))) {
                return false;
            }
        }
        append(line(AGAIN, letter));
        revive(letter);
        return true;
    }

    /** Returns what is to be sent again and has not been, oldest first. */
    List<DeadLetter> toSendAgain() {
        return List.copyOf(again.values());
    }

    /** Returns the newest dead letters, the newest first; for any thread. */
    List<DeadLetter> deadLetters() {
        synchronized (deadLetters) {
            List<DeadLetter> letters = new ArrayList<>(deadLetters.values());
            Collections.reverse(letters);
            return letters;
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
    private void read(String[] fields) {
        boolean isSent = fields.length == SENT_FIELDS && fields[0].equals(SENT);
        boolean isLetter = fields.length == DEAD_FIELDS && (fields[0].equals(DEAD) || fields[0].equals(AGAIN));
        if (!isSent && !isLetter) {
            return;
        }
        String name = name(fields[2], fields[3]);
        done.put(name, Long.parseLong(fields[1]));
        if (isSent) {
            again.remove(name);
        } else if (fields[0].equals(DEAD)) {
            keep(letter(fields));
        } else {
            revive(letter(fields));
        }
    }

    /** Returns all that is still of use, as lines. */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        done.forEach((name, sequence) -> {
            if (!deadLetters.containsKey(name) && !again.containsKey(name)) {
                lines.add(sentLine(sequence, name));
            }
        });
        deadLetters.values().forEach(letter -> lines.add(line(DEAD, letter)));
        again.values().forEach(letter -> lines.add(line(AGAIN, letter)));
        return lines;
    }

    private void keep(DeadLetter letter) {
        again.remove(nameOf(letter));
        synchronized (deadLetters) {
            deadLetters.remove(nameOf(letter)); // it is the newest now
            deadLetters.put(nameOf(letter), letter);
            if (deadLetters.size() > KEPT) {
                deadLetters.remove(deadLetters.keySet().iterator().next());
            }
        }
    }

    private void revive(DeadLetter letter) {
        synchronized (deadLetters) {
            deadLetters.remove(nameOf(letter));
        }
        again.put(nameOf(letter), letter);
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

    private static DeadLetter letter(String[] fields) {
        int slash = fields[3].indexOf('/');
        return new DeadLetter(
                Long.parseLong(fields[1]),
                fields[2],
                Long.parseLong(fields[4]),
                fields[6],
                fields[3].substring(0, slash),
                Channel.valueOf(fields[3].substring(slash + 1).toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[5]),
                fields[7]);
    }

    private static String sentLine(long sequence, String name) {
        return "%s\t%d\t%s".formatted(SENT, sequence, name);
    }

    private static String line(String word, DeadLetter letter) {
        return "%s\t%d\t%s\t%d\t%d\t%s\t%s"
                .formatted(
                        word,
                        letter.sequence(),
                        nameOf(letter),
                        letter.alertId(),
                        letter.timeNs(),
                        plain(letter.owner()),
                        plain(letter.reason()));
    }

    private static String nameOf(DeadLetter letter) {
        return name(letter.key(), letter.address());
    }

    private static String name(String key, String address) {
        return key + '\t' + address;
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}

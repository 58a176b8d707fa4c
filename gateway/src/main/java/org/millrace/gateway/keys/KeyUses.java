package org.millrace.gateway.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.codecs.settings.SecretFile;

/** When each key was last shown, to the minute. Noted on event loops; kept in a file beside the keys. */
public final class KeyUses {
    private static final String SUFFIX = ".used";
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final Path file;
    private final Map<String, Long> lastNs = new ConcurrentHashMap<>();
    private volatile boolean isWritten = true;

    /** Begins with what the file beside {@code keys} tells. */
    public KeyUses(Path keys) {
        file = Path.of(keys + SUFFIX);
        read(keys).forEach((id, time) -> lastNs.put(id, time.getEpochSecond() * SECOND));
    }

    /** Returns the uses that the file beside {@code keys} tells of; none where there is no such file. */
    public static Map<String, Instant> read(Path keys) {
        Map<String, Instant> uses = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(Path.of(keys + SUFFIX))) {
                String[] parts = line.split(" ", 2);
                uses.put(parts[0], Instant.parse(parts[parts.length - 1]));
            }
        } catch (NoSuchFileException e) {
            return uses; // no key has been used yet
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException(keys + SUFFIX + ": expected lines of a key and a time", e);
        }
        return uses;
    }

    /** Notes that a key was shown. */
    public void note(String id, long nowNs) {
        Long before = lastNs.get(id);
        if (before == null || nowNs - before >= MINUTE) {
            lastNs.put(id, nowNs);
            isWritten = false;
        }
    }

    /** Writes the file where there is something new. */
    public void write() throws IOException {
        if (isWritten) {
            return;
        }
        isWritten = true;
        StringBuilder text = new StringBuilder();
        new TreeMap<>(lastNs).forEach((id, time) -> text.append(id)
                .append(' ')
                .append(Instant.ofEpochSecond(time / SECOND))
                .append('\n'));
        Path next = Path.of(file + ".next");
        Files.deleteIfExists(next);
        SecretFile.create(next, text.toString());
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

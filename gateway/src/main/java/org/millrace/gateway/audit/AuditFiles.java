package org.millrace.gateway.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of an audit log: a file for each day, in UTC. */
public final class AuditFiles {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{4}-\\d\\d-\\d\\d)\\.jsonl");

    private final Path folder;

    public AuditFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all notes and checks that none was changed, taken out or put in.
     *
     * @return how many there are
     * @throws AuditException that names the first line at fault
     */
    public long verify() {
        Chain chain = new Chain();
        for (Path file : files()) {
            read(file, chain);
        }
        return chain.count;
    }

    /** Checks that each note follows the one before. The first that is still kept may follow any. */
    private static final class Chain implements Consumer<AuditEntry> {
        private AuditEntry last;
        private long count;

        @Override
        public void accept(AuditEntry entry) {
            boolean follows = last == null
                    || (entry.number() == last.number() + 1 && entry.previous().equals(last.hash()));
            if (!follows) {
                throw new AuditException("does not follow the note before");
            }
            last = entry;
            count++;
        }
    }

    Path file(LocalDate day) {
        return folder.resolve("audit-" + day + ".jsonl");
    }

    /** Returns the notes that a query asks for. */
    List<AuditEntry> read(AuditQuery query) {
        List<AuditEntry> found = new ArrayList<>();
        LocalDate first = query.from().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate last = query.to().atZone(ZoneOffset.UTC).toLocalDate();
        for (Path file : files()) {
            LocalDate day = day(file);
            if (!day.isBefore(first) && !day.isAfter(last) && found.size() < query.limit()) {
                read(file, entry -> {
                    if (found.size() < query.limit() && query.matches(entry)) {
                        found.add(entry);
                    }
                });
            }
        }
        return found;
    }

    /** Returns the newest note, or null; a line that was not written to its end is taken off. */
    AuditEntry newest() throws IOException {
        AuditEntry newest = null;
        List<Path> files = files();
        for (int i = files.size() - 1; i >= 0 && newest == null; i--) {
            mend(files.get(i));
            List<String> lines = Files.readAllLines(files.get(i));
            newest = lines.isEmpty() ? null : AuditEntry.parse(lines.get(lines.size() - 1));
        }
        return newest;
    }

    /** Deletes files of days before one. */
    void deleteBefore(LocalDate day) throws IOException {
        for (Path file : files()) {
            if (day(file).isBefore(day)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void read(Path file, Consumer<AuditEntry> entries) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                entries.accept(AuditEntry.parse(line));
            }
        } catch (IOException | AuditException e) {
            throw new AuditException(file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AuditException(folder + ": cannot be read", e);
        }
    }

    private static LocalDate day(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is not of an audit log");
        }
        return LocalDate.parse(name.group(1));
    }

    private static void mend(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        if (length < bytes.length) {
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.setLength(length);
            }
        }
    }

    static byte[] bytes(AuditEntry entry) {
        return (entry.line() + '\n').getBytes(StandardCharsets.UTF_8);
    }
}

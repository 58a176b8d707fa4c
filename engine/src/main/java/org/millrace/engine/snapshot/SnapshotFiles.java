package org.millrace.engine.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots of one data directory, named by their ids, which rise. */
public final class SnapshotFiles {
    /** Folder of the snapshots, in the data directory. */
    public static final String FOLDER = "snapshots";
    /** Snapshots that are kept: one may turn out unreadable. */
    public static final int KEPT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final String SUFFIX = ".snapshot";

    private final Path directory;

    /** Uses a folder, which is made when the first snapshot is written. */
    public SnapshotFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes what a collector has gathered, then deletes what is older than the {@link #KEPT} newest. */
    public void write(SnapshotCollector collector) throws IOException {
        Files.createDirectories(directory);
        SnapshotFile.write(directory.resolve("%020d%s".formatted(collector.snapshotId(), SUFFIX)), collector);
        List<Path> files = newestFirst();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
        }
    }

    /** Returns the newest snapshot that is whole and can be used; null: none. Others are passed over, and told of. */
    public Snapshot newest(Predicate<Snapshot> usable) {
        List<Snapshot> all = readable(usable, 1);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Returns the oldest snapshot that is whole and can be used; null: none. */
    public Snapshot oldest(Predicate<Snapshot> usable) {
        List<Snapshot> all = readable(usable, Integer.MAX_VALUE);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns the snapshots that are whole, newest first. */
    public List<Snapshot> readable() {
        return readable(snapshot -> true, Integer.MAX_VALUE);
    }

    private List<Snapshot> readable(Predicate<Snapshot> usable, int limit) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Path file : newestFirst()) {
            if (snapshots.size() == limit) {
                break;
            }
            try {
                Snapshot snapshot = SnapshotFile.read(file);
                if (usable.test(snapshot)) {
                    snapshots.add(snapshot);
                } else {
                    LOG.warn("{}: passed over, it does not fit this program or these journals", file);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("passed over: {}", e.toString());
            }
        }
        return snapshots;
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

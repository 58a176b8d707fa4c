package org.millrace.engine.jars;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.engine.strategy.StrategySource;
import org.millrace.engine.strategy.StrategyType;

/**
 * Jars that a journal speaks of, each under its SHA-256: what was loaded once can be loaded again, whatever became of the
 * file that it came from. Thread-safe.
 */
public final class StrategyArchive implements StrategySource {
    /** Its folder in a data directory. */
    public static final String FOLDER = "strategies/loaded";

    private final Path folder;
    private final Map<String, StrategyType> loaded = new ConcurrentHashMap<>();

    public StrategyArchive(Path folder) {
        this.folder = folder;
    }

    /** Tells whether it has a jar. */
    public boolean has(String hash) {
        return Files.exists(file(hash));
    }

    /** Keeps a jar, and returns its hash. */
    String keep(byte[] jar) {
        String hash = hash(jar);
        Path file = file(hash);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Path part = Files.createTempFile(folder, hash, ".part");
                Files.write(part, jar);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        return hash;
    }

    @Override
    public StrategyType load(String name, String hash) {
        return loaded.computeIfAbsent(
                name + " " + hash,
                key -> StrategyType.of(JarClasses.of(read(name, hash)).load(name)));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] read(String name, String hash) {
        Path file = file(hash);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String found = hash(bytes);
            if (!found.equals(hash)) {
                throw new IllegalStateException("strategy " + name + ": " + file + " has been changed: its SHA-256 is "
                        + found + ", the journal's " + hash);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "strategy " + name + ": the journal has it from a jar of SHA-256 " + hash + ", but there is no "
                            + file,
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".jar");
    }
}

package org.millrace.engine.jars;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.engine.strategy.StrategyType;

/** The folder into which people put their jars. */
public final class StrategyFolder {
    private final Path folder;

    public StrategyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * A strategy that can be loaded.
     *
     * @param hash SHA-256 of its jar, 64 hexadecimal digits: goes into the command that loads it
     */
    public record Offer(StrategyType type, String hash) {}

    /**
     * Returns a strategy as its jar in the folder has it now, looked through, and kept in an archive: a command that
     * loads it can be published.
     *
     * @param name of the class, without its package
     * @throws IllegalArgumentException if no jar has it, or more than one, or it may not be loaded; says why
     */
    public Offer offer(String name, StrategyArchive archive) {
        byte[] jar = jar(name);
        StrategyType type = type(name, jar); // which is looked through before it is kept
        return new Offer(type, archive.keep(jar));
    }

    /**
     * Returns a strategy as its jar in the folder has it now, looked through.
     *
     * @param name of the class, without its package
     * @throws IllegalArgumentException as {@link #offer} does
     */
    public Offer find(String name) {
        return offer(name, jar(name));
    }

    /** Returns the strategies of those jars in the folder that an archive has kept. */
    public List<Offer> kept(StrategyArchive archive) {
        List<Offer> offers = new ArrayList<>();
        for (Path jar : jars()) {
            byte[] bytes = read(jar);
            if (archive.has(StrategyArchive.hash(bytes))) {
                JarClasses.of(bytes).strategies().forEach(name -> offers.add(offer(name, bytes)));
            }
        }
        return offers;
    }

    private static Offer offer(String name, byte[] jar) {
        return new Offer(type(name, jar), StrategyArchive.hash(jar));
    }

    private static StrategyType type(String name, byte[] jar) {
        return StrategyType.of(JarClasses.of(jar).load(name));
    }

    private byte[] jar(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > StrategyCommandEncoder.nameLength()) {
            throw new IllegalArgumentException(
                    name + ": expected a name of at most " + StrategyCommandEncoder.nameLength() + " bytes");
        }
        Path found = null;
        byte[] bytes = {};
        for (Path jar : jars()) {
            byte[] read = read(jar);
            if (!JarClasses.find(read, name).isEmpty()) {
                if (found != null) {
                    throw new IllegalArgumentException(name + " is in " + found + " and in " + jar);
                }
                found = jar;
                bytes = read;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("no jar in " + folder + " has a class " + name);
        }
        return bytes;
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                files.forEach(each -> {
                    if (Files.isRegularFile(each)) {
                        jars.add(each);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(folder + " cannot be read", e);
            }
        }
        Collections.sort(jars);
        return jars;
    }

    private static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " cannot be read", e);
        }
    }
}

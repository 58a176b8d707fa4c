package org.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Compares the libraries that the program runs and is tested with, byte for byte, with those that somebody looked at. */
class DependenciesTest {
    /** As {@code sha256sum} writes it; those behind the line that begins with {@code # tests} are not shipped. */
    private static final Path LIST = Path.of("dependencies.sha256");

    private static final int BUDGET = 77;

    @Test
    void shouldUseTheLibrariesThatAreListedAndNoOthers() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("#")) {
                listed.add(line);
            }
        }
        Set<String> used = new TreeSet<>();
        libraries().forEach(jar -> used.add(hash(jar) + "  " + jar.getFileName()));
        Set<String> unlisted = new TreeSet<>(used);
        unlisted.removeAll(listed);
        listed.removeAll(used);

        assertEquals(Set.of(), unlisted);
        assertEquals(Set.of(), listed, "listed, but not used");
    }

    @Test
    void shouldShipNoMoreLibrariesThanItMay() throws IOException {
        assertThat(shipped()).hasSizeLessThanOrEqualTo(BUDGET);
    }

    @Test
    void shouldShipNoClassTwice() throws IOException {
        Map<String, String> owners = new HashMap<>();
        List<String> twice = new ArrayList<>();
        List<String> shipped = shipped();
        for (Path jar : libraries()) {
            if (shipped.contains(jar.getFileName().toString())) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(DependenciesTest::isClass)
                            .filter(name -> owners.putIfAbsent(name, jar.toString()) != null)
                            .forEach(name -> twice.add(name + " of " + owners.get(name) + " and " + jar));
                }
            }
        }

        assertEquals(List.of(), twice);
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
    }

    private static List<String> shipped() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            if (line.startsWith("# tests")) {
                return names;
            }
            if (!line.startsWith("#")) {
                names.add(line.substring(66));
            }
        }
        throw new IllegalStateException(LIST + " does not say where tests begin");
    }

    private static List<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(each -> each.endsWith(".jar") && !each.matches(".*[/\\\\]millrace-[^/\\\\]*"))
                .map(Path::of)
                .toList();
    }

    private static String hash(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

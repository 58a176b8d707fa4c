package org.millrace.codecs.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Files that nobody but their owner may read: keys, passwords, and what shows them. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    /**
     * Reads the lines of a file that its owner alone can read.
     *
     * @param key full name of the setting that names the file
     * @throws IllegalArgumentException if it cannot be read, or others can read it
     */
    public static List<String> lines(Path file, String key) {
        requireOwnersAlone(file, key);
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": " + file + ", expected a file that can be read", e);
        }
    }

    /**
     * Refuses a file that others can read or write.
     *
     * @throws IllegalArgumentException if they can
     */
    public static void requireOwnersAlone(Path file, String key) {
        Settings.require(isOwnersAlone(file), key, file, "a file that its owner alone can read (0600)");
    }

    /** Makes a file that its owner alone can read, and writes to it; one that exists is left as it is. */
    public static void create(Path file, String text) throws IOException {
        boolean posix =
                Files.getFileAttributeView(file.toAbsolutePath().getParent(), PosixFileAttributeView.class) != null;
        if (posix) {
            Files.createFile(file, OWNER_ALONE);
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    /** Makes a folder, and those above it, that its owner alone can enter. */
    public static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        if (Files.getFileAttributeView(parent, PosixFileAttributeView.class) != null) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static boolean isOwnersAlone(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view == null || Collections.disjoint(view.readAttributes().permissions(), OF_OTHERS);
        } catch (IOException e) {
            return true; // what cannot be looked at cannot be read either, which says more
        }
    }
}

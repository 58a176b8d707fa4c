package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at where a command is to write its results, before it works for them. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Looks at a file.
     *
     * @param option by which it was named
     * @param file   null: none is wanted
     * @throws IllegalArgumentException if it cannot be written; says why
     */
    static void check(String option, Path file) {
        if (file == null) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IllegalArgumentException(option + " " + file + ": there is no folder " + parent);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " " + file + ": is a folder; expected a file");
        }
        if (!Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new IllegalArgumentException(option + " " + file + ": may not be written");
        }
    }

    /**
     * Looks at a folder, which may be missing.
     *
     * @param folder null: none is wanted
     * @throws IllegalArgumentException if files cannot be written there; says why
     */
    static void checkFolder(String option, Path folder) {
        if (folder == null) {
            return;
        }
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new IllegalArgumentException(option + " " + folder + ": " + there + " is no folder");
        }
        if (!Files.isWritable(there)) {
            throw new IllegalArgumentException(option + " " + folder + ": nothing may be written in " + there);
        }
    }
}

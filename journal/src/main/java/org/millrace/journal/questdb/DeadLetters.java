package org.millrace.journal.questdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps what the store refused, a line each: sequence in JournalOut, TAB, the store's answer. */
final class DeadLetters {
    private final Path file;

    DeadLetters(Path file) {
        this.file = file;
    }

    void write(long sequence, String answer) {
        try {
            Files.writeString(
                    file, sequence + "\t" + answer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("dead letters " + file + ": " + e.getMessage(), e);
        }
    }
}

package org.millrace.engine.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of results that is there whole, or as it was before: they are written beside it, and take its place once they are
 * complete. What is no file, as a pipe, is written as it is.
 */
final class ResultFile implements AutoCloseable {
    private final Path file;
    private final Path written;
    private final Writer writer;

    ResultFile(Path file) throws IOException {
        this.file = file;
        boolean isFile = !Files.exists(file) || Files.isRegularFile(file);
        written = isFile ? file.resolveSibling(file.getFileName() + ".part") : file;
        writer = Files.newBufferedWriter(written);
    }

    Writer writer() {
        return writer;
    }

    /** Puts the results in their place: they are complete. */
    void finish() throws IOException {
        writer.close();
        if (!written.equals(file)) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes results that are not complete. */
    @Override
    public void close() throws IOException {
        writer.close();
        if (!written.equals(file)) {
            Files.deleteIfExists(written);
        }
    }
}

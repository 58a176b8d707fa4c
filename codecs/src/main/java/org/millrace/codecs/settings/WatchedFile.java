package org.millrace.codecs.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells when a file was written anew. A file that is replaced by another, as most editors do, is one that was written;
 * it is told of once it has been the same for two looks, so that it is whole. One that is gone is waited for.
 */
public final class WatchedFile {
    private final Path file;
    private Stamp told;
    private Stamp seen;

    private record Stamp(FileTime time, long size, Object key) {}

    /** Watches from what the file is now, which is taken for read. */
    public WatchedFile(Path file) {
        this.file = file;
        told = stamp();
        seen = told;
    }

    public Path file() {
        return file;
    }

    /** Looks; tells whether the file is another than the one last told of. */
    public boolean isWritten() {
        Stamp now = stamp();
        if (now != null && now.equals(seen) && !now.equals(told)) {
            told = now;
            return true;
        }
        seen = now;
        return false;
    }

    /** Returns what tells one writing of the file from another; null = there is no file, now. */
    private Stamp stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return null; // it is being replaced, or will come back
        }
    }
}

package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a file that a command is to write its results to, if it can: before the command has worked for them. */
final class OutputFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        Path file = Path.of(text);
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || parent == null) {
            throw new TypeConversionException(file + " is a folder, expected a file");
        }
        if (!Files.isDirectory(parent)) {
            throw new TypeConversionException(file + ": there is no folder " + parent);
        }
        if (!Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new TypeConversionException(file + ": may not be written");
        }
        return file;
    }

    /** Takes a folder for results, which may be missing. */
    static final class Folder implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path folder = Path.of(text);
            Path there = folder.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            if (!Files.isDirectory(there)) {
                throw new TypeConversionException(folder + ": " + there + " is no folder");
            }
            if (!Files.isWritable(there)) {
                throw new TypeConversionException(folder + ": nothing may be written in " + there);
            }
            return folder;
        }
    }
}

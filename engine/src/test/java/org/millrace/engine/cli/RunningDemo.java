package org.millrace.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.engine.program.Program;

/** The demo that ships, changed a little, with its feeds: it runs from the beginning until it is closed. */
final class RunningDemo implements AutoCloseable {
    private static final Path DEMO = Path.of("..", "config", "millrace.yaml");

    private final Program program;
    private final LiveFeeds feeds;

    /** Runs it on the data in a folder, without a store. */
    RunningDemo(MillraceSettings settings, Path folder) {
        this(settings, folder, false);
    }

    /** Runs it likewise, with a store or without. */
    RunningDemo(MillraceSettings settings, Path folder, boolean withStore) {
        program = new Program(settings, folder.resolve("data"), settings.clock().beat());
        program.start(withStore, 0);
        program.serve();
        feeds = new LiveFeeds(settings, program.sink());
        feeds.start();
    }

    /**
     * Returns the demo's settings, changed, on free ports where they are not changed; writes them to a folder. One may ask
     * more often than a person would: tests wait for things by asking.
     */
    static MillraceSettings settings(Path folder, UnaryOperator<String> change) {
        try {
            Path file = folder.resolve("millrace.yaml");
            String settings = change.apply(Files.readString(DEMO))
                    .replaceAll("port: (8080|9091)", "port: 0")
                    .replaceAll("(requests-per-minute(-per-address)?): 100", "$1: 100000");
            Files.writeString(file, settings);
            return SettingsFile.read(file, MillraceSettings.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of its page. */
    String address() {
        return program.address();
    }

    /** Returns where feeds put their events. */
    LiveFeeds.Sink sink() {
        return program.sink();
    }

    @Override
    public void close() {
        feeds.close();
        program.close();
    }
}

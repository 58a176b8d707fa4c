package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.LiveFeeds;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.capture.CaptureForm;
import org.millrace.feeds.capture.CaptureTap;
import org.millrace.feeds.capture.CaptureWriter;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.venues.Venues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps raw frames as they come, until a signal ends it. */
@Command(
        name = "capture",
        description = "Keeps raw frames as they come, for playback, until a signal ends it.",
        mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureCommand.class);
    private static final int BUFFER_BYTES = 128 << 20; // the largest frame may have an eighth of it: 16 MiB
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Settings file; its feeds are kept.")
    private Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the captures (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("captures");

    private final List<AgentRunner> writers = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        MillraceSettings settings = SettingsFile.read(config, MillraceSettings.class);
        Files.createDirectories(out);
        EpochNanoClock clock = new OffsetEpochNanoClock();
        LiveFeeds.Sink sink = new LiveFeeds.Sink(
                new CapturedSymbols(), NoRing::new, this::tap, clock, LostBooks.NONE, new KnownSeries());
        try (Termination termination = new Termination();
                LiveFeeds feeds = new LiveFeeds(settings, sink)) {
            feeds.start();
            System.out.println("millrace captures into " + out + " (Ctrl-C stops it)");
            termination.await();
        } finally {
            writers.forEach(AgentRunner::close);
        }
        return ExitCode.DONE;
    }

    private FrameTap tap(FeedSettings feed) {
        String venue = feed.venue().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String name = venue + "-" + (writers.size() + 1) + "-" + STAMP.format(ZonedDateTime.now(ZoneOffset.UTC));
        CaptureForm form = Venues.of(feed.venue()).isBinary(feed) ? CaptureForm.BINARY : CaptureForm.TEXT;
        CaptureWriter writer = new CaptureWriter(out, name, form, BUFFER_BYTES, SystemNanoClock.INSTANCE);
        AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(1), error -> LOG.error("{}", error.getMessage()), null, writer);
        writers.add(runner);
        AgentRunner.startOnThread(runner);
        return new CaptureTap(writer);
    }
}

package org.millrace.engine.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.program.Program;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.capture.Playback;
import org.millrace.feeds.capture.PlaybackSpeed;
import org.millrace.feeds.venues.Venues;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Feeds recorded frames through the whole engine. */
@Command(
        name = "playback",
        description = "Feeds recorded frames through the whole engine, then prints a summary.",
        mixinStandardHelpOptions = true)
final class PlaybackCommand implements Callable<Integer> {
    private static final String KRAKEN_V1 = "kraken-v1"; // the venue, by its older protocol
    private static final int BATCHES = 64;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--venue",
            required = true,
            paramLabel = "VENUE",
            description = "As feeds.venue in the settings: binance, binance-us, simulator …")
    private String venue;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "Of the venue's; default: its first, as json.")
    private String protocol = "";

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            converter = Speed.class,
            description = "Times faster than it was; max (default): flat out.")
    private PlaybackSpeed speed = PlaybackSpeed.MAX;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: as the settings say).")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file.")
    private Path config;

    @Option(names = "--no-store", description = "Without the database.")
    private boolean noStore;

    @Option(names = "--serve", description = "Open the gateway meanwhile.")
    private boolean serve;

    @Parameters(arity = "1..*", paramLabel = "FILES", description = "Captures, as NAME.ws.jsonl.gz, in order.")
    private List<Path> files;

    @Override
    public Integer call() {
        MillraceSettings settings =
                config == null ? MillraceSettings.DEFAULTS : SettingsFile.read(config, MillraceSettings.class);
        checkArguments();
        try (Program program = new Program(settings, data == null ? settings.data() : data, Duration.ZERO)) {
            program.start(!noStore, 0);
            if (serve) {
                program.serve();
                System.out.println("millrace plays: " + program.address());
            }
            long firstOutput = program.engine().outputs().lastSequence() + 1;
            RingPublisher publisher = program.engine().newPublisher();
            VenueDecoder feed =
                    Venues.decoder(venue(), protocol(), program.engine().resolver(), publisher);
            Playback playback = new Playback(files, speed, feed, publisher, SystemNanoClock.INSTANCE);
            long startNs = System.nanoTime();
            play(program, playback);
            program.engine().drain();
            double seconds = (System.nanoTime() - startNs) / 1e9;
            program.settle();
            program.fault().ifPresent(fault -> {
                throw fault;
            });
            summarise(program, playback, firstOutput, seconds);
            new FrameCounts(feed.counters()).print(System.out, venue);
            tellOfAnswers(playback);
        }
        return ExitCode.DONE;
    }

    private static void play(Program program, Playback playback) {
        IdleStrategy idle = new BackoffIdleStrategy();
        AgentRunner reader = program.run(playback.reader());
        try (Progress progress = new Progress("frames")) {
            while (!playback.isDone() && program.fault().isEmpty()) {
                int work = playback.doWork();
                progress.show(playback.progress(), playback.frameCount());
                idle.idle(work);
            }
            progress.show(playback.progress(), playback.frameCount());
        } finally {
            reader.close();
        }
    }

    private static void summarise(Program program, Playback playback, long firstOutput, double seconds) {
        EventCounts counts = new EventCounts();
        MarketSummary markets = new MarketSummary();
        EventConsumer both = (buffer, offset, length) -> {
            counts.onEvent(buffer, offset, length);
            markets.onEvent(buffer, offset, length);
        };
        try (JournalReader reader = program.engine().outputs().reader()) {
            reader.seek(firstOutput);
            while (reader.poll(both, BATCHES) > 0) {
                Thread.onSpinWait();
            }
        }
        PrintStream out = System.out;
        out.printf(
                "frames: %,d in %.2f s (%,.0f frames/s, %,.0f events/s)%n",
                playback.frameCount(), seconds, playback.frameCount() / seconds, counts.total() / seconds);
        out.println("events: " + text(counts.types()));
        out.println("rejected: " + (counts.reasons().isEmpty() ? "none" : text(counts.reasons())));
        out.printf("bars closed: %,d%n", counts.closedBars());
        markets.print(out);
    }

    private static void tellOfAnswers(Playback playback) {
        if (playback.answerCount() > 0) {
            System.out.printf("REST answers: %,d%n", playback.answerCount());
        }
        if (playback.unusedAnswerCount() > 0) {
            System.out.printf(
                    "answers that are neither a book's snapshot nor a list of markets: %,d; a venue's past is what"
                            + " download brings%n",
                    playback.unusedAnswerCount());
        }
    }

    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private void checkArguments() {
        try {
            Venues.of(venue(), protocol());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--protocol: " + e.getMessage());
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new OperationFailed(file + ": cannot be read");
            }
        }
    }

    private String protocol() {
        return venue.equals(KRAKEN_V1) && protocol.isEmpty() ? "v1" : protocol;
    }

    private Venue venue() {
        if (venue.equals(KRAKEN_V1)) {
            return Venue.KRAKEN;
        }
        for (Venue known : Venues.known()) {
            if (known.name().equals(venue.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return known;
            }
        }
        String names = Venues.known().stream().map(InstrumentNames::venueName).collect(Collectors.joining(", "));
        throw new ParameterException(spec.commandLine(), "--venue " + venue + ": expected one of " + names);
    }

    /** Reads a factor, or {@code max}. */
    static final class Speed implements ITypeConverter<PlaybackSpeed> {
        @Override
        public PlaybackSpeed convert(String text) {
            try {
                return text.equals("max") ? PlaybackSpeed.MAX : new PlaybackSpeed(Double.parseDouble(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(text + ", expected a factor above 0, or max");
            }
        }
    }
}

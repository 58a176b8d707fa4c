package org.millrace.engine.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.json.EventNames;
import org.millrace.engine.inspect.BookPrinter;
import org.millrace.engine.inspect.EventFilter;
import org.millrace.engine.inspect.EventPrinter;
import org.millrace.engine.inspect.Format;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the events of a journal, or the books at its end. Works while the engine runs. */
@Command(
        name = "inspect",
        description = "Prints the events of a journal, or the order books at its end.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private static final int BATCHES = 64;
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data directory of an engine.")
    private Path directory;

    @Option(names = "--journal", paramLabel = "in|out", description = "Which journal: ${COMPLETION-CANDIDATES}.")
    private Which journal = Which.out;

    @Option(names = "--type", split = ",", paramLabel = "TYPE", description = "Only these messages, as Trade,Bar.")
    private List<String> types = List.of();

    @Option(names = "--instrument", paramLabel = "NAME", description = "Only this symbol, name, or venue:name.")
    private String instrument = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Time.class,
            description = "First event time: ISO 8601 or ns.")
    private long fromNs = Long.MIN_VALUE;

    @Option(names = "--to", paramLabel = "TIME", converter = Time.class, description = "End of event times, exclusive.")
    private long toNs = Long.MAX_VALUE;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json (default), csv or table.")
    private Format format = Format.JSON;

    @Option(names = "--books", description = "Print the books at the end of the journal instead of events.")
    private boolean books;

    @Override
    public Integer call() {
        EventFilter filter = new EventFilter(types(), instrument, fromNs, toNs);
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        if (books) {
            BookPrinter printer = new BookPrinter();
            read(JournalSettings.OUT, printer, out);
            if (printer.print(filter, out) == 0) {
                out.flush();
                throw new ParameterException(
                        spec.commandLine(), "no book of " + (instrument.isEmpty() ? "any instrument" : instrument));
            }
        } else {
            String folder = journal == Which.in ? JournalSettings.IN : JournalSettings.OUT;
            read(folder, new EventPrinter(filter, format, out), out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private void read(String folder, EventConsumer consumer, PrintStream out) {
        try (JournalReader reader = JournalReader.open(directory.resolve(folder))) {
            int read;
            do {
                read = reader.poll(consumer, BATCHES);
            } while (read > 0 && !out.checkError()); // until nobody reads what we print
        }
    }

    private Set<String> types() {
        Set<String> known = new EventNames().all();
        for (String type : types) {
            if (!known.contains(type)) {
                throw new ParameterException(
                        spec.commandLine(), "--type " + type + ": there are " + String.join(", ", known));
            }
        }
        return Set.copyOf(types);
    }

    /** The two journals. */
    enum Which {
        in,
        out
    }

    /** Reads ISO 8601 instants, or nanoseconds since the epoch. */
    static final class Time implements ITypeConverter<Long> {
        private static final long NS_PER_SECOND = 1_000_000_000L;
        private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
        private static final String MIDNIGHT = "T00:00:00Z";

        @Override
        public Long convert(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return instant(text);
            }
        }

        private static long instant(String text) {
            try {
                Instant instant = Instant.parse(text.matches(DATE) ? text + MIDNIGHT : text);
                return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
            } catch (DateTimeParseException | ArithmeticException e) { // the latter from 2262 on
                throw new TypeConversionException(
                        text + ", expected a time as 2026-11-21 or 2026-11-21T09:30:00Z, or nanoseconds");
            }
        }
    }
}

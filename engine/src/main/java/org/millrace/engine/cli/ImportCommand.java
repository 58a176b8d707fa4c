package org.millrace.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.OperationFailed;
import org.millrace.feeds.csv.CsvFile;
import org.millrace.feeds.csv.CsvOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Brings files of trades and bars into the journals. */
@Command(
        name = "import",
        description = "Brings trades, bars and quotes from CSV files, gzip and zip included, into the journals.",
        footer = {
            "",
            "Columns are named in the first line, in any order: time and open, high, low, close, perhaps volume; or time,"
                    + " price, quantity; or time, bid_close, bid_size, ask_close, ask_size. Times are ISO 8601, or seconds,"
                    + " ms, us or ns. Several files are merged by time. What the journals have is passed over."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--venue",
            paramLabel = "VENUE",
            converter = VenueName.class,
            description = "Whose market it is: binance, kraken, yahoo … (default: as the files say).")
    private Venue venue = Venue.NONE;

    @Option(
            names = "--instrument",
            split = ",",
            paramLabel = "SYMBOL",
            description = "The venue's name of it; one for all files, or one for each (default: as the files say).")
    private List<String> symbols = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Normalised name, as BTC-USDT (default: the symbol, with a dash for a slash).")
    private String name = "";

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            converter = Interval.class,
            description = "Of bars and quotes, as 1m (default: as the files or their names say).")
    private long interval;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "Of files without a header: bars, trades, binance-klines … (default: by their looks).")
    private String layout = "";

    @Option(names = "--skip-bad", description = "Leave rows out that cannot be taken, and count them.")
    private boolean skipBad;

    @Option(names = "--round", description = "Round digits that do not fit 64 bits, half-even, and count them.")
    private boolean round;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: as the settings say).")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file.")
    private Path config;

    @Option(names = "--store", description = "Fill the database too.")
    private boolean store;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, in any order.")
    private List<Path> files;

    @Override
    public Integer call() {
        MillraceSettings settings =
                config == null ? MillraceSettings.DEFAULTS : SettingsFile.read(config, MillraceSettings.class);
        HistoryRun.Manner manner = new HistoryRun.Manner(skipBad, round, store, 0);
        new HistoryRun(settings, data == null ? settings.data() : data, manner).run(sources());
        return ExitCode.DONE;
    }

    private List<CsvFile> sources() {
        if (symbols.size() > 1 && symbols.size() != files.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--instrument: " + symbols.size() + " for " + files.size()
                            + " files; expected one, or one for each");
        }
        List<CsvFile> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!Files.isReadable(files.get(i))) {
                throw new OperationFailed(files.get(i) + ": cannot be read");
            }
            String symbol = symbols.isEmpty() ? "" : symbols.get(symbols.size() == 1 ? 0 : i);
            sources.add(new CsvFile(files.get(i), new CsvOptions(layout, venue, symbol, name, interval)));
        }
        return sources;
    }

    /** Reads an interval, as {@code 1m}. */
    static final class Interval implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Timeframes.seconds(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

package org.millrace.feeds.csv;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.codecs.json.Timeframes;
import org.millrace.feeds.history.BadRows;
import org.millrace.feeds.history.RowSource;
import org.millrace.feeds.history.SeriesTable;

/** A file of rows, to be opened. */
public final class CsvFile implements RowSource.Reopenable {
    private static final Pattern INTERVAL = Pattern.compile(".*[-_.]([1-9][0-9]{0,2}(?:[smhdw]|mo|M))[-_.].*");
    private static final Pattern ARCHIVE = Pattern.compile("([A-Z0-9]+)-.*");
    private static final Pattern MINUTES = Pattern.compile(".*_([1-9][0-9]{0,4})\\.csv.*");

    private final Path path;
    private final CsvOptions options;

    public CsvFile(Path path, CsvOptions options) {
        this.path = path;
        this.options = options;
    }

    @Override
    public RowSource open(SeriesTable series, BadRows bad) {
        return new CsvRows(this, series, bad);
    }

    Path path() {
        return path;
    }

    CsvOptions options() {
        return options;
    }

    /** Returns the interval that the file's name says, as {@code BTCUSDT-1m-2024-01.zip}, seconds; 0 = it says none. */
    long intervalOfName(CsvLayout layout) {
        String name = path.getFileName().toString();
        Matcher interval = INTERVAL.matcher(name);
        if (interval.matches()) {
            return Timeframes.seconds(interval.group(1).replace("mo", "M"));
        }
        Matcher minutes = MINUTES.matcher(name);
        boolean isMinutes = layout.name().equals("kraken-ohlcvt") && minutes.matches();
        return isMinutes ? Long.parseLong(minutes.group(1)) * 60 : 0;
    }

    /** Returns the symbol that the name of a file of Binance's archive begins with; empty = it is none. */
    String symbolOfName(CsvLayout layout) {
        Matcher archive = ARCHIVE.matcher(path.getFileName().toString());
        return layout.name().startsWith("binance") && archive.matches() ? archive.group(1) : "";
    }
}

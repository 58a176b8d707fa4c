package org.millrace.feeds.csv;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;

/** Whose rows a file holds: as it was said on the command line, as its columns say, or as its name does. */
final class CsvSeries {
    private final CsvFile file;
    private final CsvLayout layout;
    private final SeriesTable table;
    private final int symbolColumn;
    private final int venueColumn;
    private final int intervalColumn;
    private final boolean isOne;
    private final Map<String, HistorySeries> byText = new HashMap<>();
    private HistorySeries current;

    CsvSeries(CsvFile file, CsvLayout layout, SeriesTable table) {
        this.file = file;
        this.layout = layout;
        this.table = table;
        CsvOptions options = file.options();
        symbolColumn = options.symbol().isEmpty() ? layout.indexOf(CsvColumn.SYMBOL) : -1;
        venueColumn = options.venue() == Venue.NONE ? layout.indexOf(CsvColumn.VENUE) : -1;
        boolean needsInterval = layout.kind() != RowKind.TRADE;
        intervalColumn = needsInterval && options.interval() == 0 ? layout.indexOf(CsvColumn.INTERVAL) : -1;
        isOne = symbolColumn < 0 && venueColumn < 0 && intervalColumn < 0;
        if (isOne) {
            current = table.series(naming(venue(), symbol()), layout.kind(), interval());
        }
    }

    /** Chooses the series of a line; answers what is wrong with it, or null. */
    String choose(CsvLines lines) {
        if (isOne) {
            return null;
        }
        String symbol = symbolColumn < 0 ? symbol() : lines.text(symbolColumn);
        String venue = venueColumn < 0 ? venue().name() : lines.text(venueColumn);
        String interval = intervalColumn < 0 ? "" : lines.text(intervalColumn);
        String text = venue + " " + symbol + " " + interval;
        current = byText.get(text);
        if (current != null) {
            return null;
        }
        Venue known = venueOf(venue);
        if (known == null || symbol.isEmpty()) {
            return "venue " + venue + ", symbol " + symbol + ": expected a venue as binance-usdm, and a symbol";
        }
        long seconds = intervalColumn < 0 ? interval() : secondsOf(interval);
        if (seconds < 0) {
            return "interval " + interval + ": expected one like 1m, 1h or 1d";
        }
        current = table.series(naming(known, symbol), layout.kind(), seconds);
        byText.put(text, current);
        return null;
    }

    /** Returns the series chosen last. */
    HistorySeries current() {
        return current;
    }

    private SeriesTable.Naming naming(Venue venue, String symbol) {
        SeriesTable.Naming plain = SeriesTable.Naming.of(venue, symbol);
        return new SeriesTable.Naming(venue, symbol, file.options().name(), plain.assetClass());
    }

    private Venue venue() {
        Venue said = file.options().venue();
        Venue venue = said == Venue.NONE ? layout.venue() : said;
        if (venue == Venue.NONE) {
            throw new HistoryException(file.path() + ": whose market is it? Say so with --venue");
        }
        return venue;
    }

    private String symbol() {
        String said = file.options().symbol();
        String symbol = said.isEmpty() ? file.symbolOfName(layout) : said;
        if (symbol.isEmpty()) {
            throw new HistoryException(file.path() + ": of which instrument? Say so with --instrument");
        }
        return symbol;
    }

    private long interval() {
        long said = file.options().interval();
        if (layout.kind() == RowKind.TRADE || said != 0) {
            return layout.kind() == RowKind.TRADE ? 0 : said;
        }
        long interval = file.intervalOfName(layout);
        if (interval == 0) {
            throw new HistoryException(file.path() + ": bars of which interval? Say so with --interval, as 1m");
        }
        return interval;
    }

    private static Venue venueOf(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (Venue venue : Venue.values()) {
            if (venue.name().equals(name) && venue != Venue.NONE && venue != Venue.NULL_VAL) {
                return venue;
            }
        }
        return null;
    }

    private static long secondsOf(String text) {
        try {
            return text.matches("[1-9][0-9]{0,7}") ? Long.parseLong(text) : Timeframes.seconds(text);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}

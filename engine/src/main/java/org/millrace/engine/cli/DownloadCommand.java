package org.millrace.engine.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.feeds.history.HistoryDownload;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.venues.Venues;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fetches the past from a venue's REST into the journals, or into a file. */
@Command(
        name = "download",
        description = "Fetches historical bars, trades or metrics from a venue into the journals, or into a CSV file.",
        footer = {
            "",
            "Pages are kept as they came in DIR/downloads, or beside FILE: the same command goes on where an"
                    + " interrupted one stood. Keys come from --key-file or the environment, as for feeds."
        },
        mixinStandardHelpOptions = true)
final class DownloadCommand implements Callable<Integer> {
    private static final String DOWNLOADS = "downloads";
    private static final EpochNanoClock CLOCK = new OffsetEpochNanoClock();
    private static final PageFetcher.Time TIME = PageFetcher.Time.of(CLOCK);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--venue",
            required = true,
            paramLabel = "VENUE",
            converter = VenueName.class,
            description = "binance, binance-us, binance-usdm, coinbase, kraken, alpaca, yahoo or glassnode.")
    private Venue venue;

    @Option(
            names = "--instrument",
            required = true,
            split = ",",
            paramLabel = "SYMBOL",
            description = "The venue's names: BTCUSDT, BTC-USD, BTC/USD, AAPL, THYAO.IS …")
    private List<String> symbols;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "First time: ISO 8601 or ns.")
    private long fromNs;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "End of times, exclusive; not in the future.")
    private long toNs;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--market",
            paramLabel = "MARKET",
            description = "Of Alpaca: iex (default), sip, us …; of Binance: raw, for each trade by itself.")
    private String market = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: as the settings say).")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE", description = "A CSV file instead; packed where it ends in .gz.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file.")
    private Path config;

    @Option(names = "--key-file", paramLabel = "FILE", description = "Lines NAME=value (default: the environment).")
    private String keyFile = "";

    @Option(names = "--rest-url", paramLabel = "URL", description = "Of the venue's REST (default: the venue's own).")
    private String restUrl = "";

    @Option(names = "--store", description = "Fill the database too.")
    private boolean store;

    /** What is wanted. */
    static final class What {
        @Option(names = "--bars", paramLabel = "INTERVAL", description = "Bars, as 1m, 1h or 1d.")
        private String bars = "";

        @Option(names = "--trades", description = "Trades; of Binance those of a taker at one price as one.")
        private boolean trades;

        @Option(
                names = "--metric",
                paramLabel = "METRIC",
                description = "Of Glassnode, with its resolution: market/price_usd_close@1h.")
        private String metric = "";
    }

    @Override
    public Integer call() {
        MillraceSettings settings =
                config == null ? MillraceSettings.DEFAULTS : SettingsFile.read(config, MillraceSettings.class);
        Path directory = data == null ? settings.data() : data;
        List<HistoryDownload> downloads =
                downloads(out == null ? directory : out.toAbsolutePath().getParent());
        fetch(downloads);
        HistoryRun run = new HistoryRun(settings, directory, new HistoryRun.Manner(false, true, store, toNs));
        if (out == null) {
            run.run(downloads);
        } else {
            run.write(downloads, out);
        }
        return ExitCode.DONE;
    }

    private List<HistoryDownload> downloads(Path folder) {
        if (toNs > CLOCK.nanoTime()) {
            throw new ParameterException(
                    spec.commandLine(), "--to: " + Instant.ofEpochSecond(0, toNs) + " lies in the future");
        }
        List<HistoryDownload> downloads = new ArrayList<>();
        try {
            for (String symbol : symbols) {
                downloads.add(new HistoryDownload(Venues.history(venue), request(symbol), folder.resolve(DOWNLOADS)));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return downloads;
    }

    private HistoryRequest request(String symbol) {
        if (what.trades) {
            return new HistoryRequest(venue, symbol, RowKind.TRADE, 0, market, fromNs, toNs);
        }
        if (!what.bars.isEmpty()) {
            long seconds = Timeframes.seconds(what.bars);
            return new HistoryRequest(venue, symbol, RowKind.BAR, seconds, market, fromNs, toNs);
        }
        int at = what.metric.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "--metric: " + what.metric + ", expected one as market/price_usd_close@1h");
        }
        long seconds = Timeframes.seconds(what.metric.substring(at + 1).replace("month", "M"));
        return new HistoryRequest(venue, symbol, RowKind.METRIC, seconds, what.metric.substring(0, at), fromNs, toNs);
    }

    private void fetch(List<HistoryDownload> downloads) {
        VenueHistory history = Venues.history(venue);
        String url = restUrl.isEmpty() ? history.restUrl(venue) : restUrl;
        try (Progress progress = new Progress("rows fetched");
                PageFetcher fetcher = new PageFetcher(
                        url,
                        history.headers(ApiKeys.of(keyFile)),
                        history.limit(downloads.get(0).request()),
                        SessionSettings.DEFAULTS,
                        TIME)) {
            long rows = 0;
            for (int i = 0; i < downloads.size(); i++) {
                HistoryDownload download = downloads.get(i);
                fetch(download, fetcher, new Shown(progress, rows, i, downloads.size()));
                rows += download.rowCount();
                System.out.printf(
                        "%s: %,d rows in %,d pages%n",
                        download.request().symbol(), download.rowCount(), download.pageCount());
            }
        }
    }

    private static void fetch(HistoryDownload download, PageFetcher fetcher, Shown shown) {
        download.begin();
        try {
            while (download.fetch(fetcher)) {
                shown.show(download);
            }
        } finally {
            download.interrupt();
        }
    }

    /** The progress of several downloads as one. */
    private record Shown(Progress progress, long rowsBefore, int index, int count) {
        void show(HistoryDownload download) {
            progress.show((index + download.progress()) / count, rowsBefore + download.rowCount());
        }
    }
}

package org.millrace.feeds.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowField;
import org.millrace.feeds.history.RowKind;

/** Writes rows as a file that can be imported: under another name first, so that a file of the name is whole. */
public final class CsvWriter implements Consumer<HistoryRow>, AutoCloseable {
    private static final List<RowField> BAR = List.of(
            RowField.OPEN,
            RowField.HIGH,
            RowField.LOW,
            RowField.CLOSE,
            RowField.VOLUME,
            RowField.BUY_VOLUME,
            RowField.NOTIONAL);

    private final Path file;
    private final Path part;
    private final Writer out;
    private RowKind kind;
    private boolean isWhole;

    /** Opens a file; one that ends in {@code .gz} is packed. */
    public CsvWriter(Path file) {
        this.file = file;
        part = file.resolveSibling(file.getFileName() + ".part");
        try {
            OutputStream stream = Files.newOutputStream(part);
            boolean isPacked = file.toString().endsWith(".gz");
            out = new BufferedWriter(new OutputStreamWriter(isPacked ? new GZIPOutputStream(stream) : stream, UTF_8));
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    @Override
    public void accept(HistoryRow row) {
        try {
            if (kind == null) {
                kind = row.series().kind();
                out.write(header());
            }
            write(row);
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    /** Says that all rows were written. */
    public void finish() {
        isWhole = true;
    }

    @Override
    public void close() {
        try {
            out.close();
            if (isWhole) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    private String header() {
        return switch (kind) {
            case TRADE -> "venue,symbol,time,id,price,quantity,side\n";
            case BAR -> "venue,symbol,interval,time,open,high,low,close,volume,buy_volume,notional,trade_count\n";
            default -> throw new HistoryException(file + ": a file holds trades or bars; metrics go into the journals");
        };
    }

    private void write(HistoryRow row) throws IOException {
        HistorySeries series = row.series();
        out.write(series.instrument().venue().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.write(',' + series.instrument().symbol() + ',');
        if (kind == RowKind.TRADE) {
            out.write(row.time() + "," + (row.tradeId() == 0 ? "" : row.tradeId()) + "," + row.text(RowField.PRICE)
                    + "," + row.text(RowField.QUANTITY) + "," + side(row.side()) + "\n");
            return;
        }
        out.write(Timeframes.text(series.seconds()) + "," + row.startTime());
        for (RowField field : BAR) {
            out.write(',' + row.text(field));
        }
        out.write("," + row.tradeCount() + "\n");
    }

    private static String side(AggressorSide side) {
        return side == AggressorSide.UNKNOWN ? "" : side.name().toLowerCase(Locale.ROOT);
    }

    private HistoryException cannot(IOException e) {
        return new HistoryException(file + ": cannot be written: " + e.getMessage(), e);
    }
}

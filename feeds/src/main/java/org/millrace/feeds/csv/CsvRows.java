package org.millrace.feeds.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.BadRows;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.RowField;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.RowSource;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.TimeText;

/** The rows of a file. */
final class CsvRows implements RowSource {
    private static final String TOO_MANY = "more than " + CsvLines.MAX_FIELDS + " columns";
    private static final String MEND = "; mend it, or leave such rows out with --skip-bad";
    private static final long NO_NUMBER = Long.MIN_VALUE;
    private static final int MOST_DIGITS = 18;

    private final CsvFile file;
    private final BadRows bad;
    private final PackedFile.Opened opened;
    private final CsvLines lines;
    private final HistoryRow row = new HistoryRow();
    private final CsvLayout layout;
    private final List<String> names;
    private final CsvSeries series;
    private final int time;
    private final int tradeId;
    private final int tradeCount;
    private final int side;
    private final int buyerIsMaker;
    private final RowField[] fields;
    private boolean isFirst; // the line that the layout was told by is a row itself

    CsvRows(CsvFile file, SeriesTable table, BadRows bad) {
        this.file = file;
        this.bad = bad;
        try {
            opened = PackedFile.open(file.path());
        } catch (IOException e) {
            throw new HistoryException(file.path() + ": cannot be read: " + e.getMessage(), e);
        }
        try {
            lines = new CsvLines(opened.in());
            List<String> first = firstLine();
            CsvShape shape = CsvShape.of(file, first);
            layout = shape.layout();
            isFirst = !shape.hasHeader();
            names = shape.hasHeader() ? first : List.of();
            series = new CsvSeries(file, layout, table);
            time = layout.indexOf(CsvColumn.TIME);
            tradeId = layout.indexOf(CsvColumn.TRADE_ID);
            tradeCount = layout.indexOf(CsvColumn.TRADE_COUNT);
            side = layout.indexOf(CsvColumn.SIDE);
            buyerIsMaker = layout.indexOf(CsvColumn.BUYER_IS_MAKER);
            fields = layout.columns().stream().map(CsvColumn::field).toArray(RowField[]::new);
        } catch (RuntimeException e) { // whatever it is: the file is open, and nobody else can close it
            close();
            throw e;
        }
    }

    @Override
    public HistoryRow next() {
        while (isFirst || nextLine()) {
            isFirst = false;
            String problem = read();
            if (problem == null) {
                return row;
            }
            bad.refuse(where() + ": " + problem);
        }
        return null;
    }

    @Override
    public double progress() {
        return opened.file().progress();
    }

    @Override
    public String where() {
        return file.path() + ":" + lines.line();
    }

    @Override
    public String column(RowField field) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == field) {
                return column(i);
            }
        }
        return field.toString();
    }

    @Override
    public void close() {
        try {
            opened.in().close();
        } catch (IOException e) {
            throw new HistoryException(file.path() + ": cannot be closed: " + e.getMessage(), e);
        }
    }

    private List<String> firstLine() {
        if (!nextLine()) {
            throw new HistoryException(file.path() + ": is empty");
        }
        lines.findSeparator();
        if (!lines.split()) {
            throw new HistoryException(where() + ": " + TOO_MANY);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.fieldCount(); i++) {
            texts.add(lines.text(i));
        }
        return texts;
    }

    private boolean nextLine() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new HistoryException(
                    where() + ": cannot be read on: " + e.getMessage() + "; fetch or unpack the file anew", e);
        }
    }

    /** Reads the line's row; answers what is wrong with it, or null. */
    private String read() {
        if (!lines.split()) {
            return TOO_MANY;
        }
        if (lines.fieldCount() < layout.columns().size()) {
            return lines.fieldCount() + " columns, expected " + layout.columns().size() + MEND;
        }
        long at = TimeText.parse(lines.buffer(), lines.start(time), lines.length(time));
        if (at == TimeText.INVALID) {
            return wrong(time, "a time: ISO 8601, or seconds, ms, us or ns since 1970");
        }
        String problem = series.choose(lines);
        if (problem != null) {
            return problem;
        }
        if (layout.kind() == RowKind.TRADE) {
            row.trade(series.current(), at);
        } else {
            row.bar(series.current(), at);
        }
        return readFields();
    }

    private String readFields() {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != null
                    && !row.set(fields[i], lines.buffer(), lines.start(i), lines.length(i))
                    && isNeeded(fields[i])) {
                return wrong(i, "a decimal");
            }
        }
        if (tradeId >= 0 && lines.length(tradeId) > 0) {
            long id = number(tradeId);
            if (id == NO_NUMBER) {
                return wrong(tradeId, "a whole number");
            }
            row.tradeId(id);
        }
        if (tradeCount >= 0 && lines.length(tradeCount) > 0) {
            long count = number(tradeCount);
            if (count == NO_NUMBER) {
                return wrong(tradeCount, "a whole number");
            }
            row.tradeCount(count);
        }
        row.side(side());
        return null;
    }

    /** Answers whether a cell must say it, where the file has a column for it: none is made up. */
    private boolean isNeeded(RowField field) {
        return field == RowField.VOLUME || RowField.of(layout.kind()).contains(field);
    }

    private AggressorSide side() {
        if (buyerIsMaker >= 0 && lines.length(buyerIsMaker) > 0) {
            return isTrue(buyerIsMaker) ? AggressorSide.SELL : AggressorSide.BUY;
        }
        if (side < 0 || lines.length(side) == 0) {
            return AggressorSide.UNKNOWN;
        }
        return switch (lines.buffer().getByte(lines.start(side))) {
            case 'b', 'B' -> AggressorSide.BUY;
            case 's', 'S' -> AggressorSide.SELL;
            default -> AggressorSide.UNKNOWN;
        };
    }

    private boolean isTrue(int field) {
        byte first = lines.buffer().getByte(lines.start(field));
        return first == 't' || first == 'T' || first == '1';
    }

    private long number(int field) {
        DirectBuffer buffer = lines.buffer();
        int length = lines.length(field);
        if (length > MOST_DIGITS) {
            return NO_NUMBER;
        }
        long number = 0;
        for (int i = lines.start(field); i < lines.start(field) + length; i++) {
            int digit = buffer.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private String wrong(int field, String expected) {
        return column(field) + ": " + (lines.length(field) == 0 ? "nothing" : lines.text(field)) + ", expected "
                + expected + MEND;
    }

    private String column(int index) {
        String name = names.isEmpty() ? layout.columns().get(index).toString() : names.get(index);
        return "column " + (index + 1) + " (" + name + ")";
    }
}

package org.millrace.feeds.csv;

import java.util.List;
import java.util.Locale;
import org.millrace.feeds.history.HistoryException;

/** What a file's first line tells: its layout, and whether that line is a header. */
record CsvShape(CsvLayout layout, boolean hasHeader) {
    private static final String NUMBER = "[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*";

    /**
     * Tells the layout of a file.
     *
     * @throws HistoryException if it is none that is known
     */
    static CsvShape of(CsvFile file, List<String> first) {
        String marks = marks(first);
        boolean hasHeader = marks.indexOf('n') < 0;
        String wanted = file.options().layout();
        CsvLayout layout = wanted.isEmpty()
                ? (hasHeader ? CsvLayout.headed(first) : CsvLayout.looking(marks))
                : CsvLayout.named(wanted);
        if (layout == null && !wanted.isEmpty()) {
            throw new HistoryException("--layout " + wanted + ": expected one of " + CsvLayout.names());
        }
        if (layout == null) {
            throw new HistoryException(file.path() + ":1: " + (hasHeader ? "the header names" : "the columns are") + " "
                    + String.join(", ", first)
                    + ", expected time and open, high, low, close, perhaps volume; or time, price,"
                    + " quantity; or time, bid_close, bid_size, ask_close, ask_size; or a layout of "
                    + CsvLayout.names()
                    + "; name the columns in a first line, or the layout with --layout");
        }
        return new CsvShape(layout, hasHeader);
    }

    private static String marks(List<String> fields) {
        StringBuilder marks = new StringBuilder();
        for (String field : fields) {
            String text = field.toLowerCase(Locale.ROOT);
            boolean isBoolean = text.equals("true") || text.equals("false");
            marks.append(isBoolean ? 'b' : text.matches(NUMBER) ? 'n' : '?');
        }
        return marks.toString();
    }
}

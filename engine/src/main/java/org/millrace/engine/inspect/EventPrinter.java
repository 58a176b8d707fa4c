package org.millrace.engine.inspect;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;
import org.millrace.codecs.json.EventNames;
import org.millrace.codecs.json.EventRow;
import org.millrace.engine.instruments.InstrumentDirectory;

/** Prints the events that a filter lets pass. In CSV and tables a header stands wherever the columns change. */
public final class EventPrinter implements EventConsumer {
    private static final String GAP = "  ";

    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final EventJson json = new EventJson(instruments);
    private final EventRow row = new EventRow(instruments);
    private final EventNames names = new EventNames();
    private final EventFilter filter;
    private final Format format;
    private final PrintStream out;
    private List<String> columns = List.of();

    public EventPrinter(EventFilter filter, Format format, PrintStream out) {
        this.filter = filter;
        this.format = format;
        this.out = out;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        instruments.onEvent(buffer, offset, length);
        String type = names.of(EventPrefix.templateId(buffer, offset));
        if (!filter.passes(type, buffer, offset, instruments.apply(EventPrefix.instrumentId(buffer, offset)))) {
            return;
        }
        if (format == Format.JSON) {
            out.println(json.print(buffer, offset));
        } else {
            printRow(row.wrap(buffer, offset));
        }
    }

    private void printRow(EventRow row) {
        List<String> cells = row.names();
        if (!cells.equals(columns)) {
            columns = cells;
            out.println(line(cells));
        }
        out.println(line(row.values()));
    }

    private String line(List<String> cells) {
        if (format == Format.CSV) {
            return EventRow.csv(cells);
        }
        List<String> padded = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            int width = columns.get(i).length();
            padded.add(String.format("%-" + width + "s", cells.get(i)));
        }
        return String.join(GAP, padded);
    }
}

package org.millrace.engine.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.engine.inspect.BookPrinter;
import org.millrace.engine.instruments.InstrumentDirectory;

/** Sums up outputs instrument by instrument, in the order in which these were defined, books as they are in the end. */
final class MarketSummary implements EventConsumer {
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final BookPrinter books = new BookPrinter();
    private final Map<Integer, InstrumentTally> tallies = new TreeMap<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        instruments.onEvent(buffer, offset, length);
        books.onEvent(buffer, offset, length);
        int id = EventPrefix.instrumentId(buffer, offset);
        if (id != 0) {
            tallies.computeIfAbsent(id, key -> new InstrumentTally()).onEvent(buffer, offset);
        }
    }

    void print(PrintStream out) {
        tallies.forEach((id, tally) -> {
            Instrument instrument = instruments.apply(id);
            String name = instrument == null ? "instrument " + id : instrument.venue() + ":" + instrument.symbol();
            tally.print(out, name, books.summary(id));
        });
    }
}

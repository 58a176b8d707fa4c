package org.millrace.feeds.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** What is told of instruments whose market opens and closes. */
class InstrumentHoursTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int VENUE = Venue.ALPACA.value();

    private final EventText events = new EventText();
    private final RecordingPublisher ring = new RecordingPublisher(events);
    private final SymbolTable<VenueInstrument> symbols =
            new SymbolTable<>(VENUE, new Instruments(), 8, VenueInstrument::new);
    private final InstrumentWatch<VenueInstrument> watch = new InstrumentWatch<>(
            symbols, InstrumentWatch.Books.none(), new InputWriter(VENUE, ring), ring, new FeedCounters());
    private boolean isOpen = true;

    @Test
    void shouldTellThatASilentInstrumentIsBackOnceItIsHeardNotWhenItsMarketOpens() {
        watch.hours((instrument, nowNs) -> isOpen);
        watch.configure(LostBooks.NONE, 60 * SECOND);
        watch.onConnection(SECOND);
        VenueInstrument halted = symbols.find("X");

        beat(61);
        isOpen = false;
        beat(100);
        isOpen = true;
        beat(101);
        assertThat(events.take()).containsExactly("FeedStatus 1 61000000000 TRADES STALE SILENT");

        halted.onData(102 * SECOND);
        beat(103);
        assertThat(events.take()).containsExactly("FeedStatus 1 103000000000 TRADES LIVE RESUMED");
    }

    private void beat(long second) {
        watch.onBeat(second * SECOND);
    }
}

package org.millrace.engine.research;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.backtest.InputTape;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;

/**
 * Inputs that are read again and again.
 *
 * @param open    opens them from the beginning; any thread may
 * @param events  how many there are
 * @param firstNs event time of the first that a market gave
 * @param lastNs  of the last
 */
public record Source(Supplier<Inputs> open, long events, long firstNs, long lastNs) {
    /**
     * Reads journals: into memory where they fit, so that workers do not read them anew each time.
     *
     * @param mostBytes of memory outside the heap
     */
    public static Source of(List<Path> journals, long mostBytes) {
        Span span = new Span();
        Optional<InputTape> tape;
        try (Inputs inputs = JournalInputs.open(journals)) {
            tape = InputTape.read(inputs, mostBytes);
        }
        Supplier<Inputs> open =
                tape.<Supplier<Inputs>>map(each -> each::open).orElse(() -> JournalInputs.open(journals));
        try (Inputs inputs = open.get()) {
            int events;
            do {
                events = inputs.poll(span);
            } while (events > 0);
        }
        if (span.lastNs < span.firstNs) {
            throw new IllegalArgumentException(journals + ": no trades, quotes, books or bars");
        }
        return new Source(open, span.events, span.firstNs, span.lastNs);
    }

    /** Finds when markets spoke. */
    private static final class Span implements EventConsumer {
        private long events;
        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            events++;
            switch (EventPrefix.templateId(buffer, offset)) {
                case TradeDecoder.TEMPLATE_ID,
                        QuoteDecoder.TEMPLATE_ID,
                        BookUpdateDecoder.TEMPLATE_ID,
                        VenueBarDecoder.TEMPLATE_ID -> {
                    firstNs = Math.min(firstNs, EventPrefix.eventTime(buffer, offset));
                    lastNs = Math.max(lastNs, EventPrefix.eventTime(buffer, offset));
                }
                default -> {}
            }
        }
    }
}

package org.millrace.bench.decoding;

import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.QuoteEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.InputWriter;

/** Publishes quotes. */
final class QuoteMaker implements EventMaker {
    private final EventPublisher publisher;
    private final InputWriter writer;
    private final FrameNumber number = new FrameNumber();
    private final boolean isOfBook;
    private final Field id;

    QuoteMaker(String venue, EventPublisher publisher) {
        this.publisher = publisher;
        writer = new InputWriter(Venue.BINANCE.value(), publisher);
        isOfBook = venue.equals("binance");
        id = venue.equals("coinbase-advanced") ? Field.NUMBER : Field.ID;
    }

    @Override
    public void publish(ReadFields from) {
        number.follow(from);
        int count = from.rows();
        publisher.tryClaim(count);
        for (int i = 0; i < count; i++) {
            write(from, i);
        }
        publisher.commit();
    }

    private void write(ReadFields from, int row) {
        FollowedInstrument of = from.instrument(row);
        long time = from.value(row, Field.TIME);
        QuoteEncoder quote = isOfBook ? writer.quoteOfBook(row, of, time, 0) : writer.quote(row, of, time, 0);
        quote.venueSequence(from.value(row, id))
                .bidPrice(from.value(row, Field.BID))
                .bidQuantity(from.value(row, Field.BID_QUANTITY))
                .askPrice(from.value(row, Field.ASK))
                .askQuantity(from.value(row, Field.ASK_QUANTITY));
        of.onData(0);
    }
}

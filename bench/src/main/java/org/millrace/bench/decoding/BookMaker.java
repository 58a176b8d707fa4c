package org.millrace.bench.decoding;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.BookRun;

/** Publishes changes of a book; of Kraken's, once the sum of what it then holds agrees. */
final class BookMaker implements EventMaker {
    private final BookRun run;
    private final FrameNumber number = new FrameNumber();
    private final SummedBook book = new SummedBook();
    private final boolean isSummed;
    private final Field time;
    private final Field id;
    private long lastId;
    private long lastTime;

    BookMaker(String venue, EventPublisher publisher) {
        run = new BookRun(Venue.BINANCE.value(), publisher);
        isSummed = venue.equals("kraken");
        time = venue.equals("binance") ? Field.MILLIS : Field.TIME;
        id = venue.equals("coinbase-advanced") ? Field.NUMBER : Field.ID;
    }

    @Override
    public void publish(ReadFields from) {
        number.follow(from);
        follow(from);
        int flags = 0;
        if (isSummed) {
            book.set(from.bids, from.asks);
            flags = EventPrefix.VERIFIED;
            if (book.sum() != from.value(Field.CHECKSUM)) {
                throw new IllegalStateException("the book has another sum");
            }
        }
        long first = from.value(Field.FIRST_ID) == 0 ? from.value(id) : from.value(Field.FIRST_ID);
        lastTime = Math.max(lastTime, from.value(time));
        run.begin(from.instrument(), first, from.value(id), flags);
        run.times(isSummed ? lastTime : from.value(time), 0);
        run.bids(from.bids.values(), 0, from.bids.count());
        run.asks(from.asks.values(), 0, from.asks.count());
        run.publish();
        from.instrument().onData(0);
    }

    private void follow(ReadFields from) {
        long first = from.value(Field.FIRST_ID);
        if (first != 0 && lastId != 0 && first != lastId + 1) {
            throw new IllegalStateException("changes are missing");
        }
        lastId = from.value(Field.ID);
    }
}

package org.millrace.bench.decoding;

import org.millrace.codecs.EventPublisher;

/** Publishes what a library has read of a frame, as the venue's feed does, and follows the ids as it does. */
interface EventMaker {
    void publish(ReadFields from);

    /** Makes one for a kind of frames of a venue. */
    static EventMaker of(String venue, String kind, EventPublisher publisher) {
        return switch (kind) {
            case "trade" -> new TradeMaker(venue, publisher);
            case "quote" -> new QuoteMaker(venue, publisher);
            default -> new BookMaker(venue, publisher);
        };
    }
}

package org.millrace.bench.decoding;

import java.io.IOException;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A feed of one kind of frames whose fields a library reads: publishes the same events as ours. */
final class LibraryFeed implements Contender {
    private final LibraryReader reader;
    private final ReadFields fields = new ReadFields();
    private final ArrayPublisher published = new ArrayPublisher();
    private final EventMaker maker;

    LibraryFeed(String venue, String kind, LibraryReader reader) {
        this.reader = reader;
        maker = EventMaker.of(venue, kind, published);
    }

    @Override
    public long read(UnsafeBuffer frame, int length) throws IOException {
        fields.begin();
        reader.read(frame, length, fields);
        maker.publish(fields);
        return 1;
    }

    /** Returns a contender that reads the same fields, and makes nothing of them. */
    Contender reading() {
        return (frame, length) -> {
            fields.begin();
            reader.read(frame, length, fields);
            return fields.rows() + fields.bids.count() + fields.value(Field.ID);
        };
    }

    /** Returns the events that the last frame came to. */
    List<String> events() {
        return published.events();
    }
}

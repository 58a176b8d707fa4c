package org.millrace.engine.feedback;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.feeds.LostBooks;

/** Notes, behind the outputs' journal, which books are not to be trusted. Passes everything on as it is. */
public final class LostBooksStage extends Stage {
    /** Name on the conveyor. */
    public static final String NAME = "lost-books";

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final BookTopDecoder top = new BookTopDecoder();
    private final LostBooks lostBooks;

    public LostBooksStage(LostBooks lostBooks, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.lostBooks = lostBooks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return 1;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case BookTopDecoder.TEMPLATE_ID -> onBookTop(buffer, offset, length);
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public void save(SnapshotWriter out) {}

    @Override
    public void load(SnapshotReader in) {}

    private void onBookTop(DirectBuffer buffer, int offset, int length) {
        top.wrap(buffer, offset + HEADER, BookTopDecoder.BLOCK_LENGTH, BookTopDecoder.SCHEMA_VERSION);
        lostBooks.set(EventPrefix.instrumentId(buffer, offset), top.state() != BookState.LIVE);
        next.onEvent(buffer, offset, length);
    }
}

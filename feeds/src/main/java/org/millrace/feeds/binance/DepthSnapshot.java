package org.millrace.feeds.binance;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;

/** Reads the answer to {@code GET /api/v3/depth}: {@code {"lastUpdateId":…,"bids":[["p","q"],…],"asks":[…]}}. */
final class DepthSnapshot {
    private static final int LAST_UPDATE_ID = JsonFields.NAMED;
    private static final int BIDS = JsonFields.NAMED + 1;
    private static final int ASKS = JsonFields.NAMED + 2;

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private final JsonFields fields = new JsonFields("lastUpdateId", "bids", "asks");
    private final LevelReader reader = new LevelReader();
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[0]);
    private long lastUpdateId;
    private RejectReason reason = RejectReason.NULL_VAL;
    private int refusedOffset;
    private int refusedLength;

    /** Reads an answer; false: it is none, and the reason says why. */
    boolean read(DirectBuffer body, int offset, int length, BinanceInstrument of) {
        copy(body, offset, length);
        bids.clear();
        asks.clear();
        refuse(RejectReason.MALFORMED, 0, length);
        int behind = fields.scan(source, 0, length);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(source, behind, length) != length) {
            return false;
        }
        int id = fields.find(LAST_UPDATE_ID);
        if (id == JsonBytes.NONE || fields.kind(id) != JsonFields.NUMBER) {
            return false;
        }
        lastUpdateId = FieldReader.integer(source, fields.start(id), fields.end(id) - fields.start(id));
        return lastUpdateId >= 0 && levels(BIDS, of, bids) && levels(ASKS, of, asks);
    }

    long lastUpdateId() {
        return lastUpdateId;
    }

    RejectReason reason() {
        return reason;
    }

    /** Returns the buffer that the refused bytes are in. */
    DirectBuffer source() {
        return source;
    }

    int refusedOffset() {
        return refusedOffset;
    }

    int refusedLength() {
        return refusedLength;
    }

    private boolean levels(int slot, BinanceInstrument of, Levels to) {
        int field = fields.find(slot);
        if (field == JsonBytes.NONE || fields.kind(field) != JsonFields.ARRAY) {
            return false;
        }
        if (!reader.lenient(source, fields.start(field) + 1, fields.end(field), of, to)) {
            refuse(Refusals.reason(reader.error()), reader.errorStart(), reader.errorLength());
            return false;
        }
        return true;
    }

    /** Snapshots are rare: a copy with room behind it spares a second way to read. */
    private void copy(DirectBuffer body, int offset, int length) {
        if (source.capacity() < length + JsonBytes.SLACK) {
            source.wrap(new byte[2 * (length + JsonBytes.SLACK)]);
        }
        source.putBytes(0, body, offset, length);
    }

    private void refuse(RejectReason why, int offset, int length) {
        reason = why;
        refusedOffset = offset;
        refusedLength = length;
    }
}

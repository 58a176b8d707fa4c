package org.millrace.feeds.binance;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.FrameBytes;
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
    private final FrameBytes frame = new FrameBytes(JsonBytes.SLACK);
    private byte[] source;
    private long lastUpdateId;
    private RejectReason reason = RejectReason.NULL_VAL;
    private int refusedOffset;
    private int refusedLength;

    /** Reads an answer; false: it is none, and the reason says why. */
    boolean read(DirectBuffer body, int offset, int length, BinanceInstrument of) {
        frame.wrap(body, offset, length);
        return read(frame.array(), frame.start(), frame.end(), of);
    }

    /** Reads levels that are part of a frame, which has room behind it. */
    boolean read(byte[] bytes, int start, int end, BinanceInstrument of) {
        source = bytes;
        bids.clear();
        asks.clear();
        refuse(RejectReason.MALFORMED, start, end - start);
        int behind = fields.scan(source, start, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(source, behind, end) != end) {
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

    /** Returns the bytes that the refused bytes are in. */
    byte[] source() {
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

    private void refuse(RejectReason why, int offset, int length) {
        reason = why;
        refusedOffset = offset;
        refusedLength = length;
    }
}

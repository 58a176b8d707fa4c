package org.millrace.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sums the bytes of a batch, wherever they lie, without allocating. */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(BatchAppender.MAX_LENGTH));
    private ByteBuffer source;
    private ByteBuffer view;

    /** Returns the checksum of a batch whose header and events lie apart. */
    int of(DirectBuffer header, int headerOffset, DirectBuffer events, int offset, int length) {
        crc.reset();
        update(header, headerOffset, BatchHeader.SUMMED_LENGTH);
        update(events, offset, length);
        return (int) crc.getValue();
    }

    private void update(DirectBuffer buffer, int offset, int length) {
        if (buffer.byteArray() != null) {
            crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
        } else if (buffer.byteBuffer() != null) {
            update(buffer.byteBuffer(), buffer.wrapAdjustment() + offset, length);
        } else {
            copy.putBytes(0, buffer, offset, length);
            update(copy.byteBuffer(), 0, length);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object is meant, not the same content
    private void update(ByteBuffer bytes, int position, int length) {
        if (bytes != source) {
            source = bytes;
            view = bytes.duplicate(); // one object for each buffer ever summed in turn
        }
        crc.update(view.limit(position + length).position(position));
    }
}

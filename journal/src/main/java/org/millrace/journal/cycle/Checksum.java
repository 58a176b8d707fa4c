package org.millrace.journal.cycle;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.journal.BatchAppender;

/** Sums the bytes of a batch, wherever they lie, without allocating. One thread at a time. */
public final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final Source header = new Source();
    private final Source events = new Source();

    /** Returns the checksum of a batch whose header and events lie apart. */
    public int of(DirectBuffer headerBuffer, int headerOffset, DirectBuffer eventsBuffer, int offset, int length) {
        crc.reset();
        header.update(crc, headerBuffer, headerOffset, BatchHeader.SUMMED_LENGTH);
        events.update(crc, eventsBuffer, offset, length);
        return (int) crc.getValue();
    }

    /** Keeps a view of the buffer that it saw last, which in steady state is always the same. */
    private static final class Source {
        private final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(BatchAppender.MAX_LENGTH));
        private ByteBuffer source;
        private ByteBuffer view;

        void update(CRC32C crc, DirectBuffer buffer, int offset, int length) {
            if (buffer.byteArray() != null) {
                crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
            } else if (buffer.byteBuffer() != null) {
                crc.update(view(buffer.byteBuffer(), buffer.wrapAdjustment() + offset, length));
            } else {
                copy.putBytes(0, buffer, offset, length);
                crc.update(view(copy.byteBuffer(), 0, length));
            }
        }

        @SuppressWarnings("ReferenceEquality") // the same object is meant, not the same content
        private ByteBuffer view(ByteBuffer bytes, int position, int length) {
            if (bytes != source) {
                source = bytes;
                view = bytes.duplicate();
            }
            return view.limit(position + length).position(position);
        }
    }
}

package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Expands the fragments of a compressed message, never beyond a limit, however much they would expand to. */
final class FragmentInflater implements AutoCloseable {
    private static final byte[] TAIL = {0, 0, -1, -1};
    private static final int PIECE = 4096;

    private final Inflater inflater = new Inflater(true);

    void begin() {
        inflater.reset();
    }

    /**
     * Expands a fragment.
     *
     * @return what it holds, of which the part beyond {@code maxBytes} is missing; the caller releases it
     * @throws DataFormatException if it is not compressed
     */
    ByteBuf inflate(ByteBuf payload, boolean last, int maxBytes) throws DataFormatException {
        ByteBuf out = ByteBufAllocator.DEFAULT.heapBuffer(PIECE);
        try {
            inflater.setInput(payload.nioBuffer());
            expand(out, maxBytes);
            if (last) {
                inflater.setInput(TAIL);
                expand(out, maxBytes);
            }
            return out;
        } catch (DataFormatException e) {
            out.release();
            throw e;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Stops one byte beyond the limit, which shows that it was passed. */
    private void expand(ByteBuf out, int maxBytes) throws DataFormatException {
        int count = 1;
        while (count > 0 && out.readableBytes() <= maxBytes) {
            out.ensureWritable(PIECE);
            ByteBuffer view = out.nioBuffer(out.writerIndex(), PIECE);
            count = inflater.inflate(view);
            out.writerIndex(out.writerIndex() + count);
        }
    }
}

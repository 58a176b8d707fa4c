package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;

/** Joins the fragments of a client's message, within limits, and checks text as it comes. */
public final class MessageAssembler implements AutoCloseable {
    private static final int MAX_FRAGMENTS = 16;

    private final int maxBytes;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final FragmentInflater inflater;
    private final StringBuilder text = new StringBuilder();
    private final ByteBuffer rest = ByteBuffer.allocate(8);
    private CharBuffer chars = CharBuffer.allocate(1024);
    private boolean isText;
    private boolean isCompressed;
    private boolean open;
    private int bytes;
    private int fragments;

    /**
     * Makes one.
     *
     * @param maxBytes   of a message, expanded
     * @param compressed whether messages may be
     */
    public MessageAssembler(int maxBytes, boolean compressed) {
        this.maxBytes = maxBytes;
        inflater = compressed ? new FragmentInflater() : null;
    }

    /** Begins a message; false: another one has not ended. */
    public boolean begin(boolean textMessage, boolean compressedMessage) {
        if (open) {
            return false;
        }
        open = true;
        isText = textMessage;
        isCompressed = compressedMessage;
        if (isCompressed) {
            inflater.begin();
        }
        bytes = 0;
        fragments = 0;
        text.setLength(0);
        rest.clear();
        utf8.reset();
        return true;
    }

    public boolean isOpen() {
        return open;
    }

    public boolean isText() {
        return isText;
    }

    /** Appends a fragment; returns the code to close with, or 0. */
    public int append(ByteBuf payload, boolean last) {
        if (!isCompressed) {
            return appendPlain(payload, last);
        }
        try {
            ByteBuf expanded = inflater.inflate(payload, last, maxBytes - bytes);
            int refusal = appendPlain(expanded, last);
            expanded.release();
            return refusal;
        } catch (DataFormatException e) { // the client's fault, of which it is told
            return CloseCode.NOT_UTF_8;
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.close();
        }
    }

    private int appendPlain(ByteBuf payload, boolean last) {
        bytes += payload.readableBytes();
        if (bytes > maxBytes || ++fragments > MAX_FRAGMENTS) {
            return CloseCode.TOO_BIG;
        }
        if (isText && !decode(payload, last)) {
            return CloseCode.NOT_UTF_8;
        }
        open = !last;
        return 0;
    }

    /** Returns the text of a message that has ended. */
    public String text() {
        return text.toString();
    }

    private boolean decode(ByteBuf payload, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(rest.position() + payload.readableBytes());
        rest.flip();
        in.put(rest);
        payload.getBytes(payload.readerIndex(), in);
        in.flip();
        if (chars.capacity() < in.remaining() + 2) {
            chars = CharBuffer.allocate(in.remaining() * 2 + 2);
        }
        chars.clear();
        boolean good = !utf8.decode(in, chars, last).isError()
                && !(last && utf8.flush(chars).isError());
        text.append(chars.flip());
        rest.clear();
        if (in.remaining() <= rest.remaining()) {
            rest.put(in);
        }
        return good;
    }
}

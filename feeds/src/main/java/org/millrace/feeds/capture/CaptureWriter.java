package org.millrace.feeds.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Writes raw frames and REST answers as they came. The feed's thread hands them over in memory; an agent packs and
 * writes them, and makes sure that a second after a frame came it can be read back, whatever happens to the process.
 */
public final class CaptureWriter implements Agent {
    private static final int FRAME = 1;
    private static final int ANSWER = 2;
    private static final int LINES_PER_CYCLE = 1_024;
    private static final long FLUSH_INTERVAL_NS = 1_000_000_000L;

    private final RingBuffer ring;
    private final CaptureOutput frames;
    private final CaptureOutput answers;
    private final NanoClock clock;
    private final MessageHandler write = this::write;
    private long nextFlushNs;

    /**
     * Creates {@code NAME.ws.jsonl.gz}, or {@code NAME.bin.jsonl.gz} for binary frames, and, with the first answer, {@code NAME.rest.jsonl.gz}.
     *
     * @param name       of the capture, without its ends
     * @param bufferSize bytes between the threads, a power of two; a frame may have an eighth of it
     * @throws CaptureException if the file is there already or cannot be made
     */
    public CaptureWriter(Path folder, String name, CaptureForm form, int bufferSize, NanoClock clock) {
        ByteBuffer memory = BufferUtil.allocateDirectAligned(bufferSize + RingBufferDescriptor.TRAILER_LENGTH, 64);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(memory));
        frames = new CaptureOutput(folder.resolve(name + form.end() + CaptureFile.PACKED));
        answers = new CaptureOutput(folder.resolve(name + ".rest.jsonl.gz"));
        frames.open();
        this.clock = clock;
        nextFlushNs = clock.nanoTime() + FLUSH_INTERVAL_NS;
    }

    /** Hands a frame over, on the feed's thread; false if the writer is behind: nothing was taken. */
    public boolean frame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        int index = ring.tryClaim(FRAME, Long.BYTES + length);
        if (index < 0) {
            return false;
        }
        ring.buffer().putLong(index, receiveTimeNs);
        ring.buffer().putBytes(index + Long.BYTES, buffer, offset, length);
        ring.commit(index);
        return true;
    }

    /**
     * Hands a REST answer over, on the feed's thread; false if the writer is behind: nothing was taken.
     *
     * @param url that was asked for; no secrets
     */
    public boolean answer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        byte[] request = ("GET " + url + "\t").getBytes(UTF_8);
        int index = ring.tryClaim(ANSWER, Long.BYTES + request.length + length);
        if (index < 0) {
            return false;
        }
        ring.buffer().putLong(index, receiveTimeNs);
        ring.buffer().putBytes(index + Long.BYTES, request);
        ring.buffer().putBytes(index + Long.BYTES + request.length, body, offset, length);
        ring.commit(index);
        return true;
    }

    @Override
    public String roleName() {
        return "capture-writer";
    }

    @Override
    public int doWork() {
        int count = ring.read(write, LINES_PER_CYCLE);
        long now = clock.nanoTime();
        if (now - nextFlushNs >= 0) {
            frames.flush();
            answers.flush();
            nextFlushNs = now + FLUSH_INTERVAL_NS;
        }
        return count;
    }

    /** Writes all that was handed over and closes the files. */
    @Override
    public void onClose() {
        while (doWork() > 0) {
            Thread.onSpinWait();
        }
        CloseHelper.closeAll(frames, answers);
    }

    private void write(int type, MutableDirectBuffer buffer, int index, int length) {
        CaptureOutput to = type == FRAME ? frames : answers;
        to.line(buffer.getLong(index), buffer, index + Long.BYTES, length - Long.BYTES);
    }
}

package org.millrace.engine;

import java.nio.ByteBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SkipCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cursor.Cursors;

/** Orders that an input which stopped the line be passed over, now and in every replay. */
final class Skip {
    private static final int BATCHES_A_POLL = 64;

    private final Journal inputs;
    private final Journal outputs;
    private final Cursors cursors;
    private final EpochNanoClock clock;

    Skip(Journal inputs, Journal outputs, Cursors cursors, EpochNanoClock clock) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * Appends the SkipCommand to JournalIn, and moves aside what the input had already put out.
     *
     * @return whether outputs were moved aside
     */
    boolean order(long sequence) {
        Settings.require(
                sequence >= 1 && sequence <= inputs.lastSequence(),
                "--skip",
                sequence,
                "1 to " + inputs.lastSequence());
        boolean moved = moveOutputsAside(sequence); // first: without them, the start ends at the same input again
        append(sequence);
        return moved;
    }

    private boolean moveOutputsAside(long cause) {
        long first = firstOutputFrom(cause);
        if (first == 0) {
            return false;
        }
        cursors.takeBack(first);
        return outputs.moveTailAside(first) > 0;
    }

    private void append(long sequence) {
        UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(EventFrame.SLOT_LENGTH));
        int message = EventFrame.messageOffset(0);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + SkipCommandEncoder.BLOCK_LENGTH;
        EventFrame.writeHeader(frame, 0, length);
        SkipCommandEncoder skip =
                new SkipCommandEncoder().wrapAndApplyHeader(frame, message, new MessageHeaderEncoder());
        EventPrefix.writeInput(frame, message, clock.nanoTime(), 0L, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        EventPrefix.sequence(frame, message, inputs.nextSequence());
        skip.commandId().mostSignificant(clock.nanoTime()).leastSignificant(sequence);
        skip.skipSequence(sequence);
        inputs.appender().append(frame, 0, EventFrame.frameLength(length), 1, inputs.nextSequence());
    }

    /** Returns the sequence of the first output that an input or one behind it caused; 0: there is none. */
    private long firstOutputFrom(long cause) {
        long[] first = new long[1];
        EventConsumer look = (buffer, offset, length) -> {
            if (first[0] == 0 && EventPrefix.cause(buffer, offset) >= cause) {
                first[0] = EventPrefix.sequence(buffer, offset);
            }
        };
        try (JournalReader reader = outputs.reader()) {
            reader.seek(Math.max(1, reader.firstSequence()));
            int events;
            do {
                events = reader.poll(look, BATCHES_A_POLL);
            } while (events > 0);
        }
        return first[0];
    }
}

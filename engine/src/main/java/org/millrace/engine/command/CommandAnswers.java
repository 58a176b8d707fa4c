package org.millrace.engine.command;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CommandResultEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Answers commands. It remembers the newest: one that is sent again is not to be obeyed again, and is answered as it was.
 * Every command has its id right behind the prefix.
 */
public final class CommandAnswers {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + CommandResultEncoder.BLOCK_LENGTH;
    private static final int MOST_OFFSET = EventPrefix.LENGTH;
    private static final int LEAST_OFFSET = EventPrefix.LENGTH + Long.BYTES;

    private final EventConsumer next;
    private final CommandResultEncoder result = new CommandResultEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final KnownCommands known;

    /**
     * Creates one that hands its answers to {@code next}.
     *
     * @param kept commands that it remembers, a power of two
     */
    public CommandAnswers(int kept, EventConsumer next) {
        known = new KnownCommands(kept);
        this.next = next;
        result.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    /** Answers a command that was answered before; false: it is new, and has not been answered. */
    public boolean repeat(DirectBuffer command, int offset) {
        int place = known.find(
                command.getLong(offset + MOST_OFFSET, LITTLE_ENDIAN),
                command.getLong(offset + LEAST_OFFSET, LITTLE_ENDIAN));
        if (place == KnownCommands.UNKNOWN) {
            return false;
        }
        send(command, offset, known.error(place), known.object(place));
        return true;
    }

    /**
     * Answers a command.
     *
     * @param error    0, or why it was refused, as the gateway's protocol numbers it
     * @param objectId of what was made or changed; 0 = none
     */
    public void answer(DirectBuffer command, int offset, int error, long objectId) {
        known.add(
                command.getLong(offset + MOST_OFFSET, LITTLE_ENDIAN),
                command.getLong(offset + LEAST_OFFSET, LITTLE_ENDIAN),
                objectId,
                error);
        send(command, offset, error, objectId);
    }

    public void save(SnapshotWriter out) {
        known.save(out);
    }

    public void load(SnapshotReader in) {
        known.load(in);
    }

    private void send(DirectBuffer command, int offset, int error, long objectId) {
        EventPrefix.writeDerived(out, 0, command, offset, EventPrefix.eventTime(command, offset));
        result.errorCode(error)
                .accepted(error == 0 ? BooleanType.T : BooleanType.F)
                .objectId(objectId);
        result.commandId()
                .mostSignificant(command.getLong(offset + MOST_OFFSET, LITTLE_ENDIAN))
                .leastSignificant(command.getLong(offset + LEAST_OFFSET, LITTLE_ENDIAN));
        next.onEvent(out, 0, LENGTH);
    }
}

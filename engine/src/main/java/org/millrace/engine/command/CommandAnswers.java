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
 * Answers commands. It remembers the newest {@value #KEPT}: one that is sent again is not to be obeyed again, and is
 * answered as it was. Every command has its id right behind the prefix.
 */
public final class CommandAnswers {
    /** Commands that are remembered. */
    static final int KEPT = 1_024;

    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + CommandResultEncoder.BLOCK_LENGTH;
    private static final int MOST_OFFSET = EventPrefix.LENGTH;
    private static final int LEAST_OFFSET = EventPrefix.LENGTH + Long.BYTES;

    private final EventConsumer next;
    private final CommandResultEncoder result = new CommandResultEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final long[] most = new long[KEPT];
    private final long[] least = new long[KEPT];
    private final long[] objects = new long[KEPT];
    private final long[] errors = new long[KEPT];
    private long count;

    /** Creates one that hands its answers to {@code next}. */
    public CommandAnswers(EventConsumer next) {
        this.next = next;
        result.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    /** Answers a command that was answered before; false: it is new, and has not been answered. */
    public boolean repeat(DirectBuffer command, int offset) {
        long high = command.getLong(offset + MOST_OFFSET, LITTLE_ENDIAN);
        long low = command.getLong(offset + LEAST_OFFSET, LITTLE_ENDIAN);
        int known = (int) Math.min(count, KEPT);
        for (int i = 0; i < known; i++) {
            if (most[i] == high && least[i] == low) {
                send(command, offset, (int) errors[i], objects[i]);
                return true;
            }
        }
        return false;
    }

    /**
     * Answers a command.
     *
     * @param error    0, or why it was refused, as the gateway's protocol numbers it
     * @param objectId of what was made or changed; 0 = none
     */
    public void answer(DirectBuffer command, int offset, int error, long objectId) {
        int index = (int) (count++ % KEPT);
        most[index] = command.getLong(offset + MOST_OFFSET, LITTLE_ENDIAN);
        least[index] = command.getLong(offset + LEAST_OFFSET, LITTLE_ENDIAN);
        objects[index] = objectId;
        errors[index] = error;
        send(command, offset, error, objectId);
    }

    public void save(SnapshotWriter out) {
        int known = (int) Math.min(count, KEPT);
        out.putLong(count);
        out.putLongs(most, known).putLongs(least, known);
        out.putLongs(objects, known).putLongs(errors, known);
    }

    public void load(SnapshotReader in) {
        count = in.getLong();
        int known = (int) Math.min(count, KEPT);
        in.getLongs(most, known);
        in.getLongs(least, known);
        in.getLongs(objects, known);
        in.getLongs(errors, known);
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

package org.millrace.engine.conveyor;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;

/** Tells which event a stage could not take: a bug, which the journal reproduces at will. */
public final class StageFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final int templateId;

    private StageFault(long sequence, int templateId, Throwable cause) {
        super("the line stopped at sequence " + sequence + " (template " + templateId + "): " + cause, cause);
        this.sequence = sequence;
        this.templateId = templateId;
    }

    /**
     * Returns the fault of the event at {@code offset}; one that already names its event stays as it is.
     *
     * @param cause what the stage threw
     */
    public static StageFault at(DirectBuffer buffer, int offset, Throwable cause) {
        if (cause instanceof LineClosedException closed) {
            throw closed; // nobody's fault
        }
        if (cause instanceof StageFault fault) {
            return fault;
        }
        long input = EventPrefix.cause(buffer, offset); // 0: not an output yet
        long sequence = input == 0 ? EventPrefix.sequence(buffer, offset) : input;
        return new StageFault(sequence, EventPrefix.templateId(buffer, offset), cause);
    }

    /** Returns the fault of a thread that was not taking an event. */
    static StageFault outsideEvents(Throwable cause) {
        return cause instanceof StageFault fault ? fault : new StageFault(0, 0, cause);
    }

    /** Returns the input sequence of the event; 0 where it had none yet. */
    public long sequence() {
        return sequence;
    }

    /** Returns the kind of the event; 0 where there was none in hand. */
    public int templateId() {
        return templateId;
    }
}

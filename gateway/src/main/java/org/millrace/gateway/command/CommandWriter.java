package org.millrace.gateway.command;

import java.util.UUID;
import org.agrona.MutableDirectBuffer;

/** Encodes a command. */
@FunctionalInterface
public interface CommandWriter {
    /** Returns how many messages it is: they travel as a run, with nothing between them. */
    default int count() {
        return 1;
    }

    /**
     * Writes one of them; a command of one message has no need of it.
     *
     * @param index from 0
     */
    default int write(int index, MutableDirectBuffer slot, UUID id, long nowNs) {
        return write(slot, id, nowNs);
    }

    /**
     * Writes the whole message, its prefix too, from offset 0 into a slot that is all zeros.
     *
     * @param id    of the command
     * @param nowNs when it is sent
     * @return bytes of the message with its header
     */
    int write(MutableDirectBuffer slot, UUID id, long nowNs);
}

package org.millrace.gateway.command;

import java.util.UUID;
import org.agrona.MutableDirectBuffer;

/** Encodes a command. */
@FunctionalInterface
public interface CommandWriter {
    /**
     * Writes the whole message, its prefix too, from offset 0 into a slot that is all zeros.
     *
     * @param id    of the command
     * @param nowNs when it is sent
     * @return bytes of the message with its header
     */
    int write(MutableDirectBuffer slot, UUID id, long nowNs);
}

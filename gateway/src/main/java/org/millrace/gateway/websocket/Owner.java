package org.millrace.gateway.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.fanout.Channels;

/** Whose messages of a channel somebody may have: of alerts their own alone, unless they administer; of others all. */
final class Owner {
    /** Stands for whomever a message belongs to. */
    static final Owner ANYBODY = new Owner(new byte[0]);

    private static final int LENGTH = AlertDecoder.ownerLength();
    private static final int ALERT_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + AlertDecoder.ownerEncodingOffset();
    private static final int TRIGGERED_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + AlertTriggeredDecoder.ownerEncodingOffset();

    private final byte[] name;

    private Owner(byte[] name) {
        this.name = name;
    }

    /** Returns whose messages of a channel one who calls may have. */
    static Owner of(int channel, Principal principal) {
        if (channel != Channels.ALERTS || principal.role() == Role.ADMIN) {
            return ANYBODY;
        }
        byte[] bytes = principal.name().getBytes(StandardCharsets.UTF_8);
        return new Owner(Arrays.copyOf(bytes, Math.max(LENGTH, bytes.length))); // with the zeros that follow it
    }

    boolean isAnybody() {
        return name.length == 0;
    }

    /** Tells whether the message at {@code offset} is theirs; one that belongs to nobody is not. */
    boolean owns(DirectBuffer buffer, int offset) {
        if (isAnybody()) {
            return true;
        }
        return switch (EventPrefix.templateId(buffer, offset)) {
            case AlertDecoder.TEMPLATE_ID -> isNameAt(buffer, offset + ALERT_OFFSET);
            case AlertTriggeredDecoder.TEMPLATE_ID -> isNameAt(buffer, offset + TRIGGERED_OFFSET);
            default -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Owner owner && Arrays.equals(name, owner.name);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name);
    }

    private boolean isNameAt(DirectBuffer buffer, int offset) {
        if (name.length != LENGTH) {
            return false; // no message has room for it
        }
        for (int i = 0; i < LENGTH; i++) {
            if (buffer.getByte(offset + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}

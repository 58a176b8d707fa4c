package org.millrace.engine.risk;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;

/** Tells whether accounts may trade. */
public final class KillSwitchMessages {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + KillSwitchEncoder.BLOCK_LENGTH;

    private final EventConsumer next;
    private final KillSwitchEncoder encoder = new KillSwitchEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);

    public KillSwitchMessages(EventConsumer next) {
        this.next = next;
        encoder.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    public void tell(KillSwitchState state, boolean engaged, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(out, 0, cause, offset, 0, 0);
        encoder.bound(state.bound())
                .value(state.value())
                .accountId(state.accountId())
                .engaged(engaged ? BooleanType.T : BooleanType.F)
                .reason(state.reason());
        next.onEvent(out, 0, LENGTH);
    }
}

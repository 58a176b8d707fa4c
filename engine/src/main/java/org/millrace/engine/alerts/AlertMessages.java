package org.millrace.engine.alerts;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertTriggeredEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;

/** Writes what alerts have to tell. */
final class AlertMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TRIGGERED_LENGTH = HEADER + AlertTriggeredEncoder.BLOCK_LENGTH;
    private static final int TEXT_LENGTH = AlertDecoder.nameLength();
    private static final int CHANNELS_OFFSET = HEADER + AlertTriggeredEncoder.channelsEncodingOffset();

    private final EventConsumer next;
    private final AlertTriggeredEncoder triggered = new AlertTriggeredEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer state = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);

    AlertMessages(EventConsumer next) {
        this.next = next;
        triggered.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    /** Tells that an alert's condition came true with an event. */
    void triggered(Alert alert, double value, double bound, DirectBuffer cause, int offset) {
        AlertDecoder record = alert.record().get();
        EventPrefix.writeDerived(
                out,
                0,
                cause,
                offset,
                alert.record().instrumentId(),
                alert.record().venue());
        triggered
                .alertId(record.alertId())
                .threshold(record.threshold())
                .value(value)
                .accountId(record.accountId())
                .condition(record.condition())
                .bound(bound)
                .window(record.window())
                .timeframe(record.timeframe())
                .comparison(record.comparison())
                .left(record.left())
                .right(record.right());
        out.putByte(CHANNELS_OFFSET, (byte) record.channels().getRaw());
        copyText(record, AlertDecoder.targetEncodingOffset(), AlertTriggeredEncoder.targetEncodingOffset());
        copyText(record, AlertDecoder.ownerEncodingOffset(), AlertTriggeredEncoder.ownerEncodingOffset());
        copyText(record, AlertDecoder.nameEncodingOffset(), AlertTriggeredEncoder.nameEncodingOffset());
        next.onEvent(out, 0, TRIGGERED_LENGTH);
    }

    /** Tells how an alert now is. */
    void alert(Alert alert, DirectBuffer cause, int offset) {
        AlertRecord record = alert.record();
        state.putBytes(0, record.message(), 0, AlertRecord.LENGTH);
        EventPrefix.writeDerived(state, 0, cause, offset, record.instrumentId(), record.venue());
        next.onEvent(state, 0, AlertRecord.LENGTH);
    }

    private void copyText(AlertDecoder from, int fromOffset, int toOffset) {
        out.putBytes(HEADER + toOffset, from.buffer(), from.offset() + fromOffset, TEXT_LENGTH);
    }
}

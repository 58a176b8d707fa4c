package org.millrace.gateway.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertEncoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.AlertTriggeredEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;

/** Writes alerts of instrument 1, and that they fired; behind all other events. */
public final class AlertEvents {
    private final RunningGateway gateway;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long written;

    public AlertEvents(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Writes how an alert is. */
    public void alert(long alertId, String owner, String name, AlertState state) {
        event.setMemory(0, event.capacity(), (byte) 0);
        AlertEncoder alert = new AlertEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .alertId(alertId)
                .threshold(100)
                .owner(owner)
                .name(name)
                .condition(AlertCondition.PRICE_ABOVE)
                .comparison(AlertComparison.ABOVE)
                .left(AlertField.PRICE)
                .right(AlertField.NONE)
                .once(BooleanType.T)
                .state(state);
        write(alert.encodedLength());
    }

    /** Writes that an alert fired. */
    public void triggered(long alertId, String owner, String name) {
        event.setMemory(0, event.capacity(), (byte) 0);
        AlertTriggeredEncoder triggered = new AlertTriggeredEncoder()
                .wrapAndApplyHeader(event, 0, header)
                .alertId(alertId)
                .threshold(100)
                .value(101)
                .bound(100)
                .owner(owner)
                .name(name)
                .condition(AlertCondition.PRICE_ABOVE);
        write(triggered.encodedLength());
    }

    private void write(int encodedLength) {
        EventPrefix.writeInput(
                event, 0, EventBuilder.nanos("11:00:00"), 0, 1, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        EventPrefix.sequence(event, 0, gateway.events().sequence() + ++written);
        gateway.write(event, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }
}

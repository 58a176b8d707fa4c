package org.millrace.gateway.notify;

import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertTriggeredEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;

/** JournalOut with nothing in it but alerts that fired. */
final class NoticeJournal implements AutoCloseable {
    static final int ALL_CHANNELS = 0b111111;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[EventFrame.SLOT_LENGTH]);
    private final UnsafeBuffer message = new UnsafeBuffer(frame, EventFrame.HEADER_LENGTH, EventFrame.MAX_LENGTH);
    private final Journal journal;

    NoticeJournal(Path folder) {
        journal = Journal.open(folder, JournalSettings.DEFAULTS);
    }

    JournalReader reader() {
        return journal.reader();
    }

    /** Appends that an alert fired which has a target. */
    void fired(long alertId, String target) {
        frame.setMemory(0, frame.capacity(), (byte) 0);
        AlertTriggeredEncoder alert = new AlertTriggeredEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .alertId(alertId)
                .threshold(100)
                .value(101.5)
                .condition(AlertCondition.PRICE_ABOVE)
                .bound(100)
                .target(target)
                .owner("ann")
                .name("a <high> & mighty price")
                .comparison(AlertComparison.ABOVE)
                .left(AlertField.PRICE)
                .right(AlertField.NONE);
        message.putByte(MessageHeaderEncoder.ENCODED_LENGTH + AlertTriggeredEncoder.channelsEncodingOffset(), (byte)
                ALL_CHANNELS);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + alert.encodedLength();
        long timeNs = EventBuilder.nanos("10:00:00");
        long sequence = journal.nextSequence();
        EventPrefix.writeInput(message, 0, timeNs, timeNs, 1, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        EventPrefix.sequence(message, 0, sequence);
        EventPrefix.cause(message, 0, sequence);
        EventFrame.writeHeader(frame, 0, length);
        journal.appender().append(frame, 0, EventFrame.frameLength(length), 1, sequence);
    }

    @Override
    public void close() {
        journal.close();
    }
}

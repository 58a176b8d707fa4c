package org.millrace.codecs.support;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.Setting;

/**
 * Makes events as they travel inside the line (with a sequence from 1, cause 0) and hands them to a consumer:
 * {@code events.trade().at("10:00:01").price("100.00").quantity("2").send()}. What is not said has a default: instrument
 * 1, the time of the event before.
 */
public final class Events {
    private final EventConsumer consumer;
    private long sequence;
    private long time = EventBuilder.nanos("10:00:00");

    /** Makes a source of events for {@code consumer}. */
    public Events(EventConsumer consumer) {
        this.consumer = consumer;
    }

    /** Returns the sequence of the event that was sent last. */
    public long sequence() {
        return sequence;
    }

    /** Returns the time of the event that was sent last. */
    public long time() {
        return time;
    }

    public TradeBuilder trade() {
        return new TradeBuilder(this);
    }

    public QuoteBuilder quote() {
        return new QuoteBuilder(this);
    }

    public BookUpdateBuilder bookUpdate() {
        return new BookUpdateBuilder(this);
    }

    public FeedStatusBuilder feedStatus() {
        return new FeedStatusBuilder(this);
    }

    public DefinitionBuilder definition() {
        return new DefinitionBuilder(this);
    }

    /** Sets what stages read: for all instruments, unless one is named. */
    public SettingBuilder setting(Setting setting, String value) {
        return new SettingBuilder(this, setting, value).instrument(0);
    }

    /** The clock's beat. */
    public MarkBuilder tick() {
        return MarkBuilder.tick(this);
    }

    public MarkBuilder engineStarted() {
        return MarkBuilder.engineStarted(this);
    }

    public MarkBuilder snapshotMarker() {
        return MarkBuilder.snapshotMarker(this);
    }

    void send(UnsafeBuffer buffer, int length, long eventTime) {
        time = eventTime;
        EventPrefix.sequence(buffer, 0, ++sequence);
        consumer.onEvent(buffer, 0, length);
    }
}

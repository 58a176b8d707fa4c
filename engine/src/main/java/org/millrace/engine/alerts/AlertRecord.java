package org.millrace.engine.alerts;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertCommandDecoder;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertEncoder;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What there is to tell of an alert, kept as the message that tells it. */
final class AlertRecord {
    /** Bytes of the message. */
    static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + AlertEncoder.BLOCK_LENGTH;

    private static final int CHANNELS_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + AlertEncoder.channelsEncodingOffset();
    private static final int TEXT_LENGTH = AlertCommandDecoder.nameLength();

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final AlertEncoder encoder = new AlertEncoder();
    private final AlertDecoder decoder = new AlertDecoder();

    private AlertRecord() {}

    /** Makes the record of what a command describes. */
    static AlertRecord of(AlertCommandDecoder command, DirectBuffer buffer, int offset, long alertId) {
        AlertRecord record = new AlertRecord();
        AlertEncoder made = record.encoder.wrapAndApplyHeader(record.message, 0, new MessageHeaderEncoder());
        int venue = EventPrefix.venueFlags(EventPrefix.venue(buffer, offset), 0);
        EventPrefix.writeInput(record.message, 0, 0, 0, EventPrefix.instrumentId(buffer, offset), venue);
        made.alertId(alertId)
                .threshold(command.threshold())
                .cooldown(command.cooldown())
                .window(command.window())
                .created(EventPrefix.eventTime(buffer, offset))
                .accountId(command.accountId())
                .otherInstrumentId(command.otherInstrumentId())
                .timeframe(command.timeframe())
                .condition(command.condition())
                .once(command.once())
                .state(AlertState.ACTIVE);
        record.message.putByte(CHANNELS_OFFSET, (byte) command.channels().getRaw());
        record.texts(command);
        record.compare(command);
        record.silence(command);
        return record.open();
    }

    static AlertRecord load(SnapshotReader in) {
        AlertRecord record = new AlertRecord();
        in.getBytes(record.message, 0, LENGTH);
        record.encoder.wrap(record.message, MessageHeaderEncoder.ENCODED_LENGTH);
        return record.open();
    }

    void save(SnapshotWriter out) {
        out.putBytes(message, 0, LENGTH);
    }

    AlertDecoder get() {
        return decoder;
    }

    /** Returns what changes the record. */
    AlertEncoder change() {
        return encoder;
    }

    /** Returns the message from offset 0; of its prefix only the instrument and the venue are meant. */
    UnsafeBuffer message() {
        return message;
    }

    int instrumentId() {
        return EventPrefix.instrumentId(message, 0);
    }

    int venue() {
        return EventPrefix.venue(message, 0);
    }

    /** Takes from a command when the alert is to be silent, in place of what held before. */
    void silence(AlertCommandDecoder command) {
        encoder.silenceFrom(command.silenceFrom())
                .silenceUntil(command.silenceUntil())
                .quietFrom(command.quietFrom())
                .quietUntil(command.quietUntil())
                .quietDays(command.quietDays());
    }

    private AlertRecord open() {
        decoder.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
        return this;
    }

    private void texts(AlertCommandDecoder command) {
        byte[] text = new byte[TEXT_LENGTH];
        command.getTarget(text, 0);
        encoder.putTarget(text, 0);
        command.getOwner(text, 0);
        encoder.putOwner(text, 0);
        command.getName(text, 0);
        encoder.putName(text, 0);
    }

    /** Says what the condition means: which fields are compared, and how. */
    private void compare(AlertCommandDecoder command) {
        switch (command.condition()) {
            case PRICE_ABOVE -> compare(AlertField.PRICE, AlertComparison.ABOVE, AlertField.NONE);
            case PRICE_BELOW -> compare(AlertField.PRICE, AlertComparison.BELOW, AlertField.NONE);
            case RSI_ABOVE -> compare(AlertField.RSI_14, AlertComparison.ABOVE, AlertField.NONE);
            case RSI_BELOW -> compare(AlertField.RSI_14, AlertComparison.BELOW, AlertField.NONE);
            case MACD_CROSSOVER ->
                compare(
                        AlertField.MACD,
                        command.threshold() > 0 ? AlertComparison.CROSSES_ABOVE : AlertComparison.CROSSES_BELOW,
                        AlertField.MACD_SIGNAL);
            case VOLUME_SPIKE -> compare(AlertField.VOLUME, AlertComparison.ABOVE, AlertField.VOLUME_SMA);
            case PERCENT_MOVE -> compare(AlertField.PRICE, command.comparison(), AlertField.NONE);
            case SPREAD -> compare(AlertField.SPREAD, AlertComparison.ABOVE, AlertField.NONE);
            case POSITION_LIMIT -> compare(AlertField.POSITION, AlertComparison.ABOVE, AlertField.NONE);
            case DRAWDOWN_LIMIT -> compare(AlertField.DRAWDOWN, AlertComparison.ABOVE, AlertField.NONE);
            case COMPARISON -> compare(command.left(), command.comparison(), command.right());
            default -> compare(AlertField.NONE, AlertComparison.ABOVE, AlertField.NONE);
        }
    }

    private void compare(AlertField left, AlertComparison comparison, AlertField right) {
        encoder.left(left).comparison(comparison).right(right);
    }
}

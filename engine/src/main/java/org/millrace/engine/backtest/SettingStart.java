package org.millrace.engine.backtest;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandEncoder;

/** Sends settings of a backtest, as if they had come right behind an event. */
final class SettingStart {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + SettingCommandEncoder.BLOCK_LENGTH;

    private SettingStart() {}

    static void send(Map<Setting, Double> settings, EventConsumer line, DirectBuffer behind, int offset) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        SettingCommandEncoder command = new SettingCommandEncoder();
        for (Map.Entry<Setting, Double> each : new TreeMap<>(settings).entrySet()) {
            double value = each.getValue();
            boolean isWhole = value == StrictMath.rint(value);
            command.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                    .setting(each.getKey())
                    .value(isWhole ? (long) value : Money.ofDouble(value))
                    .valueExponent((byte) (isWhole ? 0 : Money.EXPONENT));
            long timeNs = EventPrefix.eventTime(behind, offset);
            EventPrefix.writeInput(out, 0, timeNs, timeNs, 0, 0);
            EventPrefix.sequence(out, 0, EventPrefix.sequence(behind, offset));
            line.onEvent(out, 0, LENGTH);
        }
    }
}

package org.millrace.engine.features;

import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.codecs.sbe.FeaturesEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.engine.bars.Timeframes;

/** Writes values and definitions of sets as runs of events. */
final class FeatureEvents {
    /** Values that one message holds. */
    static final int VALUES_A_MESSAGE = 21;

    private static final int DEFINITION_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + FeatureDefinitionEncoder.BLOCK_LENGTH;

    private final FeaturesEncoder features = new FeaturesEncoder();
    private final FeatureDefinitionEncoder definition = new FeatureDefinitionEncoder();
    private final MutableDirectBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MutableDirectBuffer definitionOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EventConsumer next;

    FeatureEvents(EventConsumer next) {
        this.next = next;
    }

    /**
     * Publishes the values of a set at a bar.
     *
     * @param flags quality bits that they carry
     */
    void values(FeatureSet set, ClosedBar bar, int flags, DirectBuffer cause, int offset) {
        double[] values = set.values();
        for (int first = 0; first < values.length; first += VALUES_A_MESSAGE) {
            int count = Math.min(VALUES_A_MESSAGE, values.length - first);
            features.wrapAndApplyHeader(out, 0, header)
                    .startTime(bar.startTime)
                    .setId(set.definition().id())
                    .setVersion(set.definition().version())
                    .timeframe(Timeframes.seconds(bar.timeframe))
                    .firstIndex(first);
            FeaturesEncoder.ValuesEncoder group = features.valuesCount(count);
            for (int i = 0; i < count; i++) {
                group.next().value(values[first + i]);
            }
            EventPrefix.writeDerived(out, 0, cause, offset, EventPrefix.eventTime(cause, offset));
            EventPrefix.flags(out, 0, flags | place(first, first + count == values.length));
            next.onEvent(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + features.encodedLength());
        }
    }

    /** Publishes the definition of a set. */
    void definition(FeatureSetDefinition set, DirectBuffer cause, int offset) {
        List<FeatureName> names = set.features();
        for (int i = 0; i < names.size(); i++) {
            write(definition.wrapAndApplyHeader(definitionOut, 0, header), set, i);
            EventPrefix.writeDerived(definitionOut, 0, cause, offset, 0, 0);
            EventPrefix.flags(definitionOut, 0, place(i, i + 1 == names.size()));
            next.onEvent(definitionOut, 0, DEFINITION_LENGTH);
        }
    }

    /** Writes one feature of a set; all but the prefix. */
    static void write(FeatureDefinitionEncoder encoder, FeatureSetDefinition set, int index) {
        encoder.setId(set.id())
                .setVersion(set.version())
                .benchmarkId(set.benchmarkId())
                .setName(set.name())
                .feature(set.features().get(index).text())
                .timeframes(set.timeframes())
                .index(index);
    }

    private static int place(int first, boolean isLast) {
        return (first == 0 ? EventPrefix.FIRST : 0) | (isLast ? EventPrefix.LAST : 0);
    }
}

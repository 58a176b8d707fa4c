package org.millrace.engine.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/** Puts runs of Features together to rows, and of FeatureDefinitions to sets. Other events are nothing to it. */
public final class FeatureRows implements EventConsumer {
    /** Takes rows, each behind the declaration of its set. */
    public interface Listener {
        /** A set is declared, perhaps as it was before. */
        void onSet(Declared set);

        /** A bar has closed. */
        void onRow(FeatureRow row);
    }

    /**
     * A set as it reached the line.
     *
     * @param features names of its values
     */
    public record Declared(int id, int version, String name, List<String> features) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final Map<Integer, List<String>> names = new TreeMap<>();
    private final FeatureRow row = new FeatureRow();
    private final Listener listener;

    public FeatureRows(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case FeaturesDecoder.TEMPLATE_ID -> onFeatures(buffer, offset);
            case FeatureDefinitionDecoder.TEMPLATE_ID -> onDefinition(buffer, offset);
            default -> {}
        }
    }

    private void onDefinition(DirectBuffer buffer, int offset) {
        definition.wrapAndApplyHeader(buffer, offset, header);
        int flags = EventPrefix.flags(buffer, offset);
        List<String> gathered = names.computeIfAbsent(definition.setId(), id -> new ArrayList<>());
        if ((flags & EventPrefix.FIRST) != 0) {
            gathered.clear();
        }
        String feature = definition.feature();
        if (!feature.isEmpty()) {
            gathered.add(feature);
        }
        if ((flags & EventPrefix.LAST) != 0 && !gathered.isEmpty()) {
            listener.onSet(new Declared(
                    definition.setId(), definition.setVersion(), definition.setName(), List.copyOf(gathered)));
        }
    }

    private void onFeatures(DirectBuffer buffer, int offset) {
        features.wrapAndApplyHeader(buffer, offset, header);
        int flags = EventPrefix.flags(buffer, offset);
        if ((flags & EventPrefix.FIRST) != 0) {
            row.count = 0;
        }
        FeaturesDecoder.ValuesDecoder group = features.values();
        if (row.count + group.count() > row.values.length) {
            row.values = Arrays.copyOf(row.values, row.values.length * 2);
        }
        while (group.hasNext()) {
            row.values[row.count++] = group.next().value();
        }
        if ((flags & EventPrefix.LAST) != 0) {
            row.instrumentId = EventPrefix.instrumentId(buffer, offset);
            row.setId = features.setId();
            row.setVersion = features.setVersion();
            row.timeframe = (int) features.timeframe();
            row.startTime = features.startTime();
            row.eventTime = EventPrefix.eventTime(buffer, offset);
            row.cause = EventPrefix.sequence(buffer, offset);
            row.flags = flags & EventPrefix.QUALITY_MASK;
            listener.onRow(row);
        }
    }
}

package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.models.DeclaredSets;

/** Models that are to predict, each from where the journal declares the feature set that it wants. */
final class ModelStarts {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final DeclaredSets sets = new DeclaredSets();
    private final List<ModelStart> waiting;

    ModelStarts(List<ModelStart> models) {
        waiting = new ArrayList<>(models);
    }

    /** Returns those whose feature sets have not been declared. */
    List<ModelStart> waiting() {
        return List.copyOf(waiting);
    }

    /** Sends a line the commands that are due behind an event that it has taken. */
    void startDue(EventConsumer line, DirectBuffer buffer, int offset) {
        if (waiting.isEmpty() || EventPrefix.templateId(buffer, offset) != FeatureDefinitionDecoder.TEMPLATE_ID) {
            return;
        }
        definition.wrapAndApplyHeader(buffer, offset, header);
        if (sets.add(definition, EventPrefix.flags(buffer, offset))) {
            waiting.removeIf(model -> {
                boolean isDue = sets.has(model.terms());
                if (isDue) {
                    model.send(line, buffer, offset);
                }
                return isDue;
            });
        }
    }
}

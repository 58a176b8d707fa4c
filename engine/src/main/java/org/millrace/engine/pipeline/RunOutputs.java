package org.millrace.engine.pipeline;

import java.util.HashSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationInputsDecoder;
import org.millrace.codecs.sbe.LiquidationRevisionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;

/** What the line made of a run: read from JournalOut, as far as it goes. */
final class RunOutputs implements EventConsumer {
    private static final int BATCHES = 64;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationFeaturesDecoder features = new LiquidationFeaturesDecoder();
    private final LiquidationInputsDecoder inputs = new LiquidationInputsDecoder();
    private final LiquidationRevisionDecoder revision = new LiquidationRevisionDecoder();
    private final Set<Long> told = new HashSet<>();
    private final Set<Long> counted = new HashSet<>();
    private final Journal outputs;
    private long readSequence;
    private long featureCount;

    /** Begins behind what the journal holds by now. */
    RunOutputs(Journal outputs) {
        this.outputs = outputs;
        readSequence = outputs.lastSequence();
    }

    /** Reads on to the end; returns how many hours have features since the last time. */
    long read() {
        long before = featureCount;
        try (JournalReader reader = outputs.reader()) {
            reader.seek(readSequence + 1);
            readSequence = outputs.lastSequence();
            int events;
            do {
                events = reader.poll(this, BATCHES);
            } while (events > 0);
        }
        return featureCount - before;
    }

    /** Returns how often an hour's features were told. */
    long featureCount() {
        return featureCount;
    }

    /** Returns of how many hours values came that make no features: they lie before the first that counted. */
    long beforeFirst() {
        return told.stream().filter(hour -> !counted.contains(hour)).count();
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case LiquidationFeaturesDecoder.TEMPLATE_ID -> {
                featureCount++;
                counted.add(features.wrapAndApplyHeader(buffer, offset, header).startTime());
            }
            case LiquidationInputsDecoder.TEMPLATE_ID ->
                told.add(inputs.wrapAndApplyHeader(buffer, offset, header).startTime());
            case LiquidationRevisionDecoder.TEMPLATE_ID -> {
                revision.wrapAndApplyHeader(buffer, offset, header);
                if (revision.isProcessed() == BooleanType.T) {
                    counted.add(revision.startTime());
                }
            }
            default -> {}
        }
    }
}

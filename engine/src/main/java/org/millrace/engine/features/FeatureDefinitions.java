package org.millrace.engine.features;

import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;

/** Writes sets as the inputs by which they reach the line. Off the hot path. */
public final class FeatureDefinitions {
    /** Length of each message. */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + FeatureDefinitionEncoder.BLOCK_LENGTH;

    private final FeatureDefinitionEncoder encoder = new FeatureDefinitionEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * Writes one feature of a set at the beginning of a buffer; all of a set are a run.
     *
     * @param benchmarkId instrument that correlations are with; 0: none
     */
    public void encode(FeatureSetSettings set, int benchmarkId, int index, long timeNs, MutableDirectBuffer to) {
        to.setMemory(0, LENGTH, (byte) 0);
        FeatureEvents.write(encoder.wrapAndApplyHeader(to, 0, header), set.definition(benchmarkId), index);
        int last = set.features().size() - 1;
        int flags = (index == 0 ? EventPrefix.FIRST : 0) | (index == last ? EventPrefix.LAST : 0);
        EventPrefix.writeInput(to, 0, timeNs, 0L, 0, EventPrefix.venueFlags(0, flags));
    }

    /** Writes the end of a set. */
    public void encodeEnd(int setId, long timeNs, MutableDirectBuffer to) {
        to.setMemory(0, LENGTH, (byte) 0);
        encoder.wrapAndApplyHeader(to, 0, header).setId(setId);
        int flags = EventPrefix.FIRST | EventPrefix.LAST;
        EventPrefix.writeInput(to, 0, timeNs, 0L, 0, EventPrefix.venueFlags(0, flags));
    }
}

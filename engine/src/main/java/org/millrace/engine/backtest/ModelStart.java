package org.millrace.engine.backtest;

import java.util.HexFormat;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.TrainedSpan;

/**
 * A model that is to be promoted in a backtest.
 *
 * @param terms   what it is
 * @param hash    SHA-256 of its file, by which the library has it
 * @param trained what it has learnt from; empty: nobody tells
 */
public record ModelStart(ModelTerms terms, String hash, Optional<TrainedSpan> trained) {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH;

    /** Makes one of a version of the registry. */
    public static ModelStart of(StoredModel stored) {
        return new ModelStart(
                stored.model().terms(), stored.hash(), stored.card().trained());
    }

    /** Sends the command, as if it had come right behind an event. */
    void send(EventConsumer line, DirectBuffer behind, int offset) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        ModelCommandEncoder command = new ModelCommandEncoder()
                .wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .modelId(terms.id())
                .modelVersion(terms.version())
                .action(ModelAction.PROMOTE)
                .name(terms.name());
        command.commandId().mostSignificant(terms.id()).leastSignificant(terms.version());
        byte[] bytes = HexFormat.of().parseHex(hash);
        for (int i = 0; i < bytes.length; i++) {
            command.fileHash(i, (short) (bytes[i] & 0xFF));
        }
        long timeNs = EventPrefix.eventTime(behind, offset);
        int flags = EventPrefix.venueFlags(0, EventPrefix.FIRST | EventPrefix.LAST);
        EventPrefix.writeInput(out, 0, timeNs, timeNs, 0, flags);
        EventPrefix.sequence(out, 0, EventPrefix.sequence(behind, offset));
        line.onEvent(out, 0, LENGTH);
    }

    /** Says which it is, and what it wants. */
    public String text() {
        return "model %s version %d wants feature set %d (%s) version %d of bars of %d s"
                .formatted(
                        terms.name(),
                        terms.version(),
                        terms.features().setId(),
                        terms.features().setName(),
                        terms.features().version(),
                        terms.timeframe());
    }
}

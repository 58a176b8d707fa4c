package org.millrace.engine.recorded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.CheckpointDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;

/** What left the line: the tally of each symbol, every status and rejection, and a hash of all that says something. */
final class OutputTally implements EventConsumer {
    /** What was refused or is missing, a line of text each, in order. */
    final List<String> told = new ArrayList<>();

    private final Map<Integer, SymbolTally> byId = new HashMap<>();
    private final Map<String, SymbolTally> bySymbol = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final java.security.MessageDigest content = Hashes.sha256();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int templateId = EventPrefix.templateId(buffer, offset);
        int id = EventPrefix.instrumentId(buffer, offset);
        if (templateId == InstrumentDefinitionDecoder.TEMPLATE_ID && !byId.containsKey(id)) {
            definition.wrapAndApplyHeader(buffer, offset, header);
            byId.put(id, new SymbolTally(definition.symbol(), told));
            bySymbol.put(definition.symbol(), byId.get(id));
        }
        if (templateId == RejectedDecoder.TEMPLATE_ID && id == 0) {
            told.add("Rejected "
                    + new RejectedDecoder()
                            .wrapAndApplyHeader(buffer, offset, header)
                            .reason());
        }
        hash(templateId, buffer, offset, length);
        if (id != 0) {
            byId.get(id).onEvent(buffer, offset, length);
        }
    }

    /** Returns the tally of a symbol; one of nothing where it never came. */
    SymbolTally of(String symbol) {
        return bySymbol.getOrDefault(symbol, new SymbolTally(symbol, told));
    }

    /** Returns all symbols' tallies. */
    List<SymbolTally> all() {
        return List.copyOf(bySymbol.values());
    }

    /** Returns a hash of all events but rejections, what counts them, and what sums up the bytes of others. */
    String contentHash() {
        return HexFormat.of().formatHex(content.digest());
    }

    private void hash(int templateId, DirectBuffer buffer, int offset, int length) {
        switch (templateId) {
            case RejectedDecoder.TEMPLATE_ID,
                    QualityScoreDecoder.TEMPLATE_ID,
                    CheckpointDecoder.TEMPLATE_ID,
                    TradeVerdictDecoder.TEMPLATE_ID -> {}
            default -> {
                copy.putBytes(0, buffer, offset, length);
                EventPrefix.sequence(copy, 0, 0);
                EventPrefix.cause(copy, 0, 0);
                content.update(copy.byteArray(), 0, length);
            }
        }
    }
}

package org.millrace.gateway.rest;

import java.util.HexFormat;
import java.util.UUID;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.models.ModelVersion;

/**
 * Commands a model.
 *
 * @param modelId    0: whichever has the name
 * @param hash       SHA-256 of its file, hexadecimal digits; empty: of no matter
 * @param instrument that it is to predict for; null: all
 */
record ModelRequest(ModelAction action, String name, int modelId, int version, String hash, Instrument instrument)
        implements CommandWriter {
    private static final int SENDER = 1; // account of commands that somebody sends; those of settings have 0

    /** Gives a version its role. */
    static ModelRequest begin(ModelAction action, ModelVersion version, Instrument instrument) {
        return new ModelRequest(action, version.name(), version.id(), version.version(), version.hash(), instrument);
    }

    /** Ends a version, or has the one before it come back. */
    static ModelRequest end(ModelAction action, String name, int version) {
        return new ModelRequest(action, name, 0, version, "", null);
    }

    @Override
    public int write(MutableDirectBuffer slot, UUID id, long nowNs) {
        ModelCommandEncoder command = new ModelCommandEncoder()
                .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                .accountId(SENDER)
                .modelId(modelId)
                .modelVersion(version)
                .action(action)
                .name(name);
        OrderRequest.write(command.commandId(), id);
        byte[] bytes = HexFormat.of().parseHex(hash);
        for (int i = 0; i < bytes.length; i++) {
            command.fileHash(i, (short) (bytes[i] & 0xFF));
        }
        int flags = EventPrefix.FIRST | EventPrefix.LAST;
        int instrumentId = instrument == null ? 0 : instrument.id();
        int venue = instrument == null ? 0 : instrument.venue().value();
        EventPrefix.writeInput(slot, 0, nowNs, nowNs, instrumentId, EventPrefix.venueFlags(venue, flags));
        return MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH;
    }
}

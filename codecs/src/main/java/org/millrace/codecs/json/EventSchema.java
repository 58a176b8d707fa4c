package org.millrace.codecs.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntConsumer;
import org.agrona.collections.Int2ObjectHashMap;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;

/** The schema as data: the tokens of each message, read from the resource that the build generates. */
final class EventSchema {
    private static final String RESOURCE = "/millrace-schema.sbeir";

    private final Int2ObjectHashMap<List<Token>> messages = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Exponents> exponents = new Int2ObjectHashMap<>();

    EventSchema() {
        for (List<Token> tokens : read().messages()) {
            messages.put(tokens.get(0).id(), tokens);
            exponents.put(tokens.get(0).id(), new Exponents(tokens));
        }
    }

    boolean knows(int templateId) {
        return messages.containsKey(templateId);
    }

    /** Returns a message's name; of one that is not known, what stands for it. */
    String name(int templateId) {
        return knows(templateId) ? messages.get(templateId).get(0).name() : "UNKNOWN_" + templateId;
    }

    void forEachId(IntConsumer consumer) {
        messages.keySet().forEach(consumer::accept);
    }

    /** Returns the tokens of a message that is known. */
    List<Token> tokens(int templateId) {
        return messages.get(templateId);
    }

    /** Returns where a message that is known has its exponents. */
    Exponents exponents(int templateId) {
        return exponents.get(templateId);
    }

    private static Ir read() {
        try (InputStream resource = EventSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + ": not on the class path, expected in the codecs' jar");
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(resource.readAllBytes()))) {
                return decoder.decode();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

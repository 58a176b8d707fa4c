package org.millrace.engine.line;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.CheckpointDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.snapshot.SnapshotSink;

/** Journals that version 1 of the schema wrote are inputs like others. */
class OlderInputsTest {
    private static final int EVENTS = 1_000;

    @Test
    void shouldMakeOfInputsOfVersion1WhatItMakesOfToday() {
        List<byte[]> today = Inputs.market(EVENTS, 5).messages();
        List<byte[]> older = Inputs.market(EVENTS, 5).messages();
        older.forEach(message -> version(new UnsafeBuffer(message), 1));

        List<String> outputs = outputs(today);

        assertEquals(outputs, outputs(older));
        assertEquals(true, outputs.size() > EVENTS);
    }

    /** Returns all outputs as if of one version, but those that sum up bytes. */
    private static List<String> outputs(List<byte[]> messages) {
        List<String> outputs = new ArrayList<>();
        try (TestLine line = new TestLine(TestLine.FUSED, SnapshotSink.NONE).run(messages)) {
            ((MemoryJournal) line.outputs).replay(1, (buffer, offset, length) -> {
                byte[] bytes = new byte[length];
                buffer.getBytes(offset, bytes);
                version(new UnsafeBuffer(bytes), 0);
                if (EventPrefix.templateId(buffer, offset) != CheckpointDecoder.TEMPLATE_ID) {
                    outputs.add(HexFormat.of().formatHex(bytes));
                }
            });
        }
        return outputs;
    }

    private static void version(UnsafeBuffer message, int version) {
        message.putShort(MessageHeaderDecoder.versionEncodingOffset(), (short) version, LITTLE_ENDIAN);
    }
}

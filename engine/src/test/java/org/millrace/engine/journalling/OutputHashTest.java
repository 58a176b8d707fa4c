package org.millrace.engine.journalling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class OutputHashTest {
    @Test
    void shouldGoOnFromAnyPointAsIfNeverInterrupted() {
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        CRC32C reference = new CRC32C();
        reference.update(bytes);

        for (int cut = 0; cut <= bytes.length; cut++) {
            OutputHash before = new OutputHash();
            before.update(ByteBuffer.wrap(bytes, 0, cut));
            OutputHash after = new OutputHash();
            after.restore(before.value());
            after.update(ByteBuffer.wrap(bytes, cut, bytes.length - cut));

            assertEquals(reference.getValue(), after.value(), "cut at " + cut);
        }
    }
}

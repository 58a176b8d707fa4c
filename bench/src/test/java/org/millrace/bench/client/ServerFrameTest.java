package org.millrace.bench.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFrameTest {
    @ParameterizedTest
    @CsvSource({"0, 2", "125, 2", "126, 4", "65535, 4", "65536, 10"})
    void shouldMeasureWholeFramesOnly(int payloadLength, int headerLength) {
        ByteBuffer bytes = ByteBuffer.allocate(7 + headerLength + payloadLength);
        bytes.position(7);
        bytes.put((byte) 0x82);
        switch (headerLength) {
            case 2 -> bytes.put((byte) payloadLength);
            case 4 -> bytes.put((byte) 126).putShort((short) payloadLength);
            default -> bytes.put((byte) 127).putLong(payloadLength);
        }
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);

        assertEquals(headerLength + payloadLength, ServerFrame.length(buffer, 7, buffer.capacity()));
        assertEquals(headerLength, ServerFrame.headerLength(buffer, 7));
        assertEquals(ServerFrame.BINARY, ServerFrame.opcode(buffer, 7));
        for (int limit = 7; limit < Math.min(buffer.capacity(), 64); limit++) {
            assertEquals(ServerFrame.INCOMPLETE, ServerFrame.length(buffer, 7, limit));
        }
    }
}

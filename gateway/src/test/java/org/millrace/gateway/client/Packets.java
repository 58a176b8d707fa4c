package org.millrace.gateway.client;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;

/** Packets of one trade of instrument 1 on channel 1. */
final class Packets {
    private static final int MESSAGE = 24;
    private static final int FRAME_LENGTH =
            8 + (MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH + 7) / 8 * 8;

    /** Bytes of each. */
    static final int LENGTH = 16 + FRAME_LENGTH;

    private Packets() {}

    static DirectBuffer ofTrade(int streamSequence) {
        UnsafeBuffer packet = new UnsafeBuffer(new byte[LENGTH]);
        packet.putByte(0, (byte) 1);
        packet.putShort(2, (short) 1, LITTLE_ENDIAN);
        packet.putInt(4, LENGTH, LITTLE_ENDIAN);
        packet.putShort(16, (short) FRAME_LENGTH, LITTLE_ENDIAN);
        packet.putShort(18, (short) 1, LITTLE_ENDIAN);
        packet.putInt(20, streamSequence, LITTLE_ENDIAN);
        new TradeEncoder()
                .wrapAndApplyHeader(packet, MESSAGE, new MessageHeaderEncoder())
                .conditions("");
        EventPrefix.writeInput(packet, MESSAGE, 1, 1, 1, 0);
        EventPrefix.sequence(packet, MESSAGE, streamSequence);
        return packet;
    }
}

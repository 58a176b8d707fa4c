package org.millrace.gateway.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * Writes down the framed messages of a packet as {@code trades 1 #7 seq=9}, with {@code snapshot}, {@code replay} or {@code conflated}
 * behind where the packet says so.
 */
final class PacketLines {
    private static final int PACKET_HEADER = 16;

    private PacketLines() {}

    static List<String> of(UnsafeBuffer packet) {
        List<String> lines = new ArrayList<>();
        int flags = packet.getByte(1);
        String mark =
                (flags & 1) != 0 ? " snapshot" : (flags & 2) != 0 ? " replay" : (flags & 4) != 0 ? " conflated" : "";
        for (int offset = PACKET_HEADER; offset < packet.capacity(); offset += FanOutFrame.length(packet, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            lines.add(Channels.name(FanOutFrame.channel(packet, offset)) + ' '
                    + EventPrefix.instrumentId(packet, message) + " #" + FanOutFrame.streamSequence(packet, offset)
                    + " seq=" + EventPrefix.sequence(packet, message) + mark);
        }
        return lines;
    }
}

package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.json.EventJson;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.latest.ChannelNames;
import org.millrace.gateway.latest.Listing;

/** Packets of the JSON sub-protocol: the same messages under the same names, in one text frame. */
public final class JsonPackets implements PacketText {
    private final EventJson printer;
    private final ChannelNames channels;
    private final StringBuilder text = new StringBuilder();
    private final UnsafeBuffer frames = new UnsafeBuffer(0, 0);

    public JsonPackets(Listing listing, ChannelNames channels) {
        printer = new EventJson(listing::get);
        this.channels = channels;
    }

    @Override
    public ByteBuf of(ByteBufAllocator allocator, ByteBuf packet, long sendTimeNs) {
        byte[] bytes = ByteBufUtil.getBytes(packet);
        int header = bytes[1] < 126 && bytes[1] >= 0 ? 2 : 4;
        frames.wrap(bytes);
        text.setLength(0);
        text.append("{\"op\":\"data\",\"flags\":")
                .append(bytes[header + 1])
                .append(",\"sendTime\":\"")
                .append(sendTimeNs)
                .append("\",\"messages\":[");
        for (int offset = header + PacketWriter.HEADER_LENGTH; offset < bytes.length; ) {
            int length = FanOutFrame.length(frames, offset);
            text.append(offset > header + PacketWriter.HEADER_LENGTH ? ",{\"channel\":\"" : "{\"channel\":\"")
                    .append(channels.name(FanOutFrame.channel(frames, offset)))
                    .append("\",\"streamSequence\":")
                    .append(FanOutFrame.streamSequence(frames, offset) & 0xFFFF_FFFFL)
                    .append(",\"event\":");
            text.append(printer.print(frames, FanOutFrame.messageOffset(offset)))
                    .append('}');
            offset += length;
        }
        text.append("]}");
        return ControlWriter.text(allocator, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}

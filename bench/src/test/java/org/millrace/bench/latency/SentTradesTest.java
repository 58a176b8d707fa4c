package org.millrace.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.bench.client.ServerFrame;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

class SentTradesTest {
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final UnsafeBuffer frames = new UnsafeBuffer(new byte[4_096]);
    private final List<Long> found = new ArrayList<>();
    private int length;

    @Test
    void shouldFindTradesAmongOtherMessagesOfAPacket() {
        addTrade(7);
        addTick();
        addTrade(8);

        new TradeIds.OfPackets().read(packet(3), 4, PacketWriter.HEADER_LENGTH + length, found::add);

        assertEquals(List.of(7L, 8L), found);
    }

    @Test
    void shouldFindTheTradeOfAVenuesFrame() {
        TradeFrames trades = new TradeFrames();
        int frameLength = trades.write(frames, 100, 12_345_678_901L, 1_767_225_600_123L);
        int payload = 100 + ServerFrame.headerLength(frames, 100);

        new TradeIds.OfFrames().read(frames, payload, frameLength, found::add);

        assertEquals(List.of(12_345_678_901L), found);
        assertEquals(frameLength, ServerFrame.length(frames, 100, 100 + frameLength));
        assertEquals(
                "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1767225600123,\"s\":\"BTCUSDT\",\"t\":12345678901",
                frames.getStringWithoutLengthAscii(payload, 93));
    }

    private void addTrade(long id) {
        TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        trade.tradeId(id);
        add(TradeEncoder.BLOCK_LENGTH);
    }

    private void addTick() {
        new ClockTickEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        add(ClockTickEncoder.BLOCK_LENGTH);
    }

    private void add(int blockLength) {
        length += FanOutFrame.write(
                frames,
                length,
                FanOutFrame.channelAndNumber(1, 1),
                event,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }

    /** Returns a packet behind the header of its WebSocket frame. */
    private UnsafeBuffer packet(int messages) {
        PacketWriter writer = new PacketWriter();
        writer.begin(UnpooledByteBufAllocator.DEFAULT, length);
        writer.append(frames, 0, length, messages);
        ByteBuf packet = writer.finish(0, 0);
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes).release();
        return new UnsafeBuffer(bytes);
    }
}

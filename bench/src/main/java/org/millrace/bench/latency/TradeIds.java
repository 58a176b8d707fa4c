package org.millrace.bench.latency;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** Finds the ids of the trades in what a server sends. */
interface TradeIds {
    /** Takes the id of each trade, in order. */
    interface Listener {
        void onTrade(long id);
    }

    /** Reads the payload of one frame. */
    void read(DirectBuffer payload, int offset, int length, Listener listener);

    /** Reads Binance's JSON, as a relay passes it on. */
    final class OfFrames implements TradeIds {
        @Override
        public void read(DirectBuffer payload, int offset, int length, Listener listener) {
            listener.onTrade(TradeFrames.tradeId(payload, offset));
        }
    }

    /** Reads packets of the protocol {@code millrace.sbe.v1}. */
    final class OfPackets implements TradeIds {
        private final TradeDecoder trade = new TradeDecoder();

        @Override
        public void read(DirectBuffer payload, int offset, int length, Listener listener) {
            int limit = offset + length;
            int frame = offset + PacketWriter.HEADER_LENGTH;
            while (frame < limit) {
                int message = FanOutFrame.messageOffset(frame);
                if (EventPrefix.templateId(payload, message) == TradeDecoder.TEMPLATE_ID) {
                    trade.wrap(
                            payload,
                            message + MessageHeaderDecoder.ENCODED_LENGTH,
                            TradeDecoder.BLOCK_LENGTH,
                            TradeDecoder.SCHEMA_VERSION);
                    listener.onTrade(trade.tradeId());
                }
                frame += FanOutFrame.length(payload, frame);
            }
        }
    }
}

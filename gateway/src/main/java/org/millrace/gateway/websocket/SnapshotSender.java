package org.millrace.gateway.websocket;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.latest.Analytics;
import org.millrace.gateway.latest.Desk;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.protocol.PacketWriter;

/**
 * Sends a stream as it stands now: between two batches of the event loop, so that the next message of the stream is the
 * one behind {@code snapshotEnd}.
 */
final class SnapshotSender {
    private final ClientSession session;
    private final Distributor distributor;
    private final LatestValues latest;
    private final PacketWriter packet = new PacketWriter();

    SnapshotSender(ClientSession session, Distributor distributor) {
        this.session = session;
        this.distributor = distributor;
        this.latest = distributor.latest();
    }

    /** Adds the instruments that have a stream on a channel, of one venue or of all (null). */
    void addStreams(int channel, Venue venue, Set<Integer> ids) {
        if (Channels.isPerInstrument(channel)) {
            for (Instrument instrument : latest.listing().all()) {
                if (venue == null || instrument.venue() == venue) {
                    ids.add(instrument.id());
                }
            }
        }
        for (int id = 0; id < latest.instrumentLimit(channel); id++) {
            DirectBuffer frame = latest.frame(channel, id);
            if (frame != null
                    && (venue == null || EventPrefix.venue(frame, FanOutFrame.HEADER_LENGTH) == venue.value())) {
                ids.add(id);
            }
        }
    }

    /** Sends the snapshot of one stream. */
    void send(int channel, int instrumentId) {
        sendState(channel, instrumentId, "snapshotBegin", -1);
        begin();
        switch (channel) {
            case Channels.BOOK -> {
                for (DirectBuffer part : latest.bookParts(instrumentId)) {
                    append(part);
                }
            }
            case Channels.FEEDS -> {
                for (DirectBuffer frame : latest.feeds()) {
                    if (EventPrefix.instrumentId(frame, FanOutFrame.HEADER_LENGTH) == instrumentId) {
                        append(frame);
                    }
                }
            }
            case Channels.ALERTS -> {
                Owner owner = Owner.of(channel, session.login().principal());
                for (DirectBuffer part : latest.alertParts(instrumentId)) {
                    if (owner.owns(part, FanOutFrame.HEADER_LENGTH)) {
                        append(part);
                    }
                }
            }
            default -> {
                if (Desk.isKept(channel)) {
                    latest.deskParts(channel, instrumentId).forEach(this::append);
                } else if (Analytics.isKept(channel)) {
                    latest.analyticsParts(channel, instrumentId).forEach(this::append);
                } else if (latest.frame(channel, instrumentId) != null) {
                    append(latest.frame(channel, instrumentId));
                }
            }
        }
        finish(PacketWriter.SNAPSHOT);
        sendState(channel, instrumentId, "snapshotEnd", distributor.numbers().get(channel, instrumentId));
        sendState(channel, instrumentId, latest.isStale(channel, instrumentId) ? "stale" : "live", -1);
    }

    /** Tells whether the newest message of a stream is the last that is owed. */
    boolean isNewest(Arrear arrear) {
        DirectBuffer frame = latest.frame(arrear.channel(), arrear.instrumentId());
        return frame != null && FanOutFrame.streamSequence(frame, 0) == arrear.last();
    }

    /** Sends the newest message of a stream, in place of those that were held back. */
    void sendNewest(int channel, int instrumentId) {
        DirectBuffer frame = latest.frame(channel, instrumentId);
        if (frame != null) {
            begin();
            append(frame);
            finish(PacketWriter.CONFLATED);
        }
    }

    void writeStream(JsonGenerator out, int channel, int instrumentId) throws IOException {
        Instrument instrument = latest.listing().get(instrumentId);
        out.writeStringField("channel", latest.channels().name(channel));
        out.writeStringField("instrument", instrument == null ? "" : InstrumentNames.qualified(instrument));
        out.writeNumberField("instrumentId", instrumentId);
    }

    void sendState(int channel, int instrumentId, String state, int streamSequence) {
        session.send("state", out -> {
            writeStream(out, channel, instrumentId);
            out.writeStringField("state", state);
            if (streamSequence >= 0) {
                out.writeNumberField("streamSequence", streamSequence & 0xFFFF_FFFFL);
            }
        });
    }

    private void begin() {
        packet.begin(ByteBufAllocator.DEFAULT, PacketWriter.MAX_FRAMES);
    }

    private void append(DirectBuffer frame) {
        if (packet.length() + FanOutFrame.length(frame, 0) > PacketWriter.MAX_FRAMES) {
            finish(PacketWriter.SNAPSHOT);
            begin();
        }
        packet.append(frame, 0);
        distributor.countSent(frame, 0, 1);
    }

    private void finish(int flags) {
        boolean isEmpty = packet.count() == 0;
        long nowNs = distributor.nowNs();
        ByteBuf bytes = packet.finish(flags, nowNs);
        if (isEmpty) {
            bytes.release();
            return;
        }
        session.write(distributor.form(bytes, session.subscriptions().form(), nowNs));
        distributor.sent().addPacket();
    }
}

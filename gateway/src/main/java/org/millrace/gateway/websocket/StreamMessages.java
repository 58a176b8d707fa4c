package org.millrace.gateway.websocket;

/** What a client is told of its streams besides their events: how they stand, and what is missing. */
final class StreamMessages {
    private final ClientSession session;
    private final Distributor distributor;
    private final SnapshotSender snapshots;

    StreamMessages(ClientSession session, Distributor distributor, SnapshotSender snapshots) {
        this.session = session;
        this.distributor = distributor;
        this.snapshots = snapshots;
    }

    /** Tells of messages that a slow client was not sent. */
    void sendGap(Arrear arrear, int last) {
        session.send("gap", out -> {
            snapshots.writeStream(out, arrear.channel(), arrear.instrumentId());
            out.writeNumberField("first", arrear.first() & 0xFFFF_FFFFL);
            out.writeNumberField("last", last & 0xFFFF_FFFFL);
            out.writeStringField("cause", "slow");
            out.writeBooleanField("repairable", distributor.hasJournal());
        });
    }

    /** Tells that what a client wants to go on from is not kept any more; which message was its last, it knows. */
    void sendRetentionGap(int channel, int instrumentId) {
        session.send("gap", out -> {
            snapshots.writeStream(out, channel, instrumentId);
            out.writeNumberField("last", distributor.numbers().get(channel, instrumentId) & 0xFFFF_FFFFL);
            out.writeStringField("cause", "retention");
            out.writeBooleanField("repairable", false);
        });
    }

    /** Tells what became of a stream that may be wanted. */
    void onWord(StreamWatch.Word word) {
        if (!session.subscriptions().wants(word.channel(), word.venue(), word.instrumentId())) {
            return;
        }
        if (word.state().isEmpty()) {
            session.send("gap", out -> {
                snapshots.writeStream(out, word.channel(), word.instrumentId());
                out.writeStringField("venueFirst", Long.toString(word.first()));
                out.writeStringField("venueLast", Long.toString(word.last()));
                out.writeStringField("cause", word.cause());
                out.writeBooleanField("repairable", false);
            });
        } else {
            snapshots.sendState(word.channel(), word.instrumentId(), word.state(), -1);
        }
    }

    /** Sends the newest message of a stream, in place of those that were held back. */
    void sendNewest(int channel, int instrumentId) {
        snapshots.sendNewest(channel, instrumentId);
    }

    /** Tells of one stream. */
    void sendState(int channel, int instrumentId, String state) {
        snapshots.sendState(channel, instrumentId, state, -1);
    }

    /** Tells of all streams of a channel that were asked for; with a count, unless it is negative. */
    void sendState(int channel, String state, long count) {
        session.send("state", out -> {
            out.writeStringField("channel", distributor.channels().name(channel));
            out.writeStringField("instrument", "*");
            out.writeStringField("state", state);
            if (count >= 0) {
                out.writeNumberField("count", count);
            }
        });
    }
}

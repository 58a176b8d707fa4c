package org.millrace.gateway.websocket;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.Listing;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.Request;

/** Speaks the control messages of one session. */
final class ControlHandler {
    private static final String ALL = "*";
    private static final Set<String> MODES = Set.of("live", "snapshot", "snapshot+live");

    private final ClientSession session;
    private final Distributor distributor;
    private final SnapshotSender snapshots;

    ControlHandler(ClientSession session, Distributor distributor) {
        this.session = session;
        this.distributor = distributor;
        this.snapshots = new SnapshotSender(session, distributor);
    }

    void sendHello(String id, boolean json) {
        session.send("hello", out -> Hello.write(out, id, json, distributor));
    }

    void sendHeartbeat() {
        session.send("heartbeat", out -> {
            out.writeStringField("time", Long.toString(distributor.nowNs()));
            out.writeStringField("sequence", Long.toString(distributor.sequence()));
        });
    }

    void sendSlow(Backlog backlog) {
        session.send("slow", out -> {
            out.writeNumberField("bytesQueued", backlog.pending());
            out.writeNumberField("lagMs", backlog.lagNs() / 1_000_000);
            out.writeStringField("next", session.subscriptions().areVital() ? "disconnect" : "conflate");
            out.writeNumberField("atBytes", distributor.settings().queueBytes());
            out.writeNumberField("atLagMs", distributor.settings().lag().toMillis());
        });
        session.flush();
    }

    void sendError(String id, int code, String text) {
        distributor.sent().addRefusal();
        session.send("error", out -> {
            writeId(out, id);
            out.writeNumberField("code", code);
            out.writeBooleanField("fatal", false);
            out.writeStringField("text", text);
        });
    }

    void onRequest(Request request) {
        if (session.isFull() && !request.op().equals("heartbeat")) {
            sendError(request.id(), ErrorCode.SLOW_READER, "too much waits to be read already");
            return;
        }
        switch (request.op()) {
            case "subscribe" -> onSubscribe(request);
            case "unsubscribe" -> onUnsubscribe(request);
            case "heartbeat" -> {} // that it was heard is enough
            case "login" ->
                session.send("loggedIn", out -> {
                    writeId(out, request.id());
                    out.writeStringField("principal", "local");
                });
            default -> sendError(request.id(), ErrorCode.BAD_REQUEST, "unknown op");
        }
    }

    /** Sends what is owed of a stream: its snapshot, its newest message, or a word about the gap. */
    void onArrear(Arrear arrear) {
        int channel = arrear.channel();
        if (arrear.isSnapshot()) {
            snapshots.send(channel, arrear.instrumentId());
            return;
        }
        Selection selection = session.subscriptions().of(channel);
        boolean isConflated = Channels.isConflatable(channel)
                && selection != null
                && selection.slow() == SlowPolicy.CONFLATE
                && snapshots.isNewest(arrear);
        if (!isConflated || arrear.isLossy()) {
            sendGap(arrear, isConflated ? arrear.last() - 1 : arrear.last());
        }
        if (isConflated) {
            snapshots.sendNewest(channel, arrear.instrumentId());
        } else if (channel == Channels.BOOK) {
            snapshots.send(channel, arrear.instrumentId());
        }
    }

    private void sendGap(Arrear arrear, int last) {
        session.send("gap", out -> {
            snapshots.writeStream(out, arrear.channel(), arrear.instrumentId());
            out.writeNumberField("first", arrear.first() & 0xFFFF_FFFFL);
            out.writeNumberField("last", last & 0xFFFF_FFFFL);
            out.writeStringField("cause", "slow");
            out.writeBooleanField("repairable", false);
        });
    }

    private void onSubscribe(Request request) {
        int channel = Channels.number(request.channel());
        SlowPolicy slow = slowPolicy(request, channel);
        if (channel == Channels.NONE) {
            sendError(request.id(), ErrorCode.UNKNOWN_CHANNEL, "unknown channel");
        } else if (!MODES.contains(request.mode())) {
            sendError(request.id(), ErrorCode.BAD_RANGE, "modes are live, snapshot and snapshot+live");
        } else if (slow == null) {
            sendError(request.id(), ErrorCode.BAD_RANGE, "slow is conflate, skip or disconnect");
        } else if (request.instruments().size() > distributor.settings().instruments()) {
            sendError(request.id(), ErrorCode.TOO_MANY, "too many instruments");
        } else {
            subscribe(request, channel, slow);
        }
    }

    private void subscribe(Request request, int channel, SlowPolicy slow) {
        distributor.readPublished();
        Selection before = session.subscriptions().of(channel);
        Selection selection = before == null ? new Selection(slow) : before.copy();
        selection.slow(slow);
        Set<Integer> ids = new TreeSet<>();
        List<Answer> answers = select(request, channel, selection, ids);
        Subscriptions wanted = session.subscriptions().with(channel, selection);
        if (wanted.count() > distributor.settings().subscriptions()
                || wanted.named() > distributor.settings().instruments()) {
            sendError(request.id(), ErrorCode.TOO_MANY, "too many subscriptions");
            return;
        }
        answer("subscribed", request, channel, answers);
        if (!request.mode().equals("snapshot") && !wanted.equals(session.subscriptions())) {
            session.subscribe(wanted);
        }
        if (!request.mode().equals("live")) {
            ids.forEach(id -> session.arrears().addSnapshot(channel, id));
            session.settle();
        }
    }

    private static SlowPolicy slowPolicy(Request request, int channel) {
        if (!request.slow().isEmpty()) {
            return SlowPolicy.named(request.slow());
        }
        return Channels.isVital(channel) ? SlowPolicy.DISCONNECT : SlowPolicy.CONFLATE;
    }

    private void onUnsubscribe(Request request) {
        int channel = Channels.number(request.channel());
        Selection before =
                channel == Channels.NONE ? null : session.subscriptions().of(channel);
        if (before == null) {
            sendError(request.id(), ErrorCode.UNKNOWN_CHANNEL, "not subscribed");
            return;
        }
        Selection selection = before.copy();
        List<Answer> answers = new ArrayList<>();
        boolean everything =
                request.instruments().isEmpty() || request.instruments().contains(ALL);
        for (String name : request.instruments()) {
            Venue venue = venueOf(name);
            if (venue != null) {
                selection.removeVenue(venue.value());
            }
            List<Instrument> found = listing().find(name);
            found.forEach(instrument -> selection.remove(instrument.id()));
            boolean known = everything || venue != null || !found.isEmpty();
            answers.add(new Answer(name, 0, known ? ErrorCode.NONE : ErrorCode.UNKNOWN_INSTRUMENT));
        }
        session.subscribe(session.subscriptions().with(channel, everything ? null : selection));
        session.arrears().removeIf(arrear -> arrear.channel() == channel && !isWanted(arrear));
        answer("unsubscribed", request, channel, answers);
    }

    /** One instrument of a request, and what became of it. */
    private record Answer(String name, int instrumentId, int code) {}

    private List<Answer> select(Request request, int channel, Selection selection, Set<Integer> ids) {
        List<Answer> answers = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(request.instruments());
        if (names.isEmpty()) {
            names.add(ALL);
        }
        for (String name : names) {
            Venue venue = venueOf(name);
            if (name.equals(ALL) || venue != null) {
                if (venue == null) {
                    selection.addAll();
                } else {
                    selection.addVenue(venue.value());
                }
                snapshots.addStreams(channel, venue, ids);
                answers.add(new Answer(name, 0, ErrorCode.NONE));
            } else {
                List<Instrument> found = listing().find(name);
                for (Instrument instrument : found) {
                    selection.add(instrument.id());
                    ids.add(instrument.id());
                    answers.add(new Answer(name, instrument.id(), ErrorCode.NONE));
                }
                if (found.isEmpty()) {
                    answers.add(new Answer(name, 0, ErrorCode.UNKNOWN_INSTRUMENT));
                }
            }
        }
        return answers;
    }

    private void answer(String op, Request request, int channel, List<Answer> answers) {
        session.send(op, out -> {
            writeId(out, request.id());
            out.writeStringField("channel", Channels.name(channel));
            out.writeArrayFieldStart("instruments");
            for (Answer answer : answers) {
                out.writeStartObject();
                out.writeStringField("instrument", answer.name());
                out.writeNumberField("instrumentId", answer.instrumentId());
                out.writeStringField("status", answer.code() == ErrorCode.NONE ? "ok" : "error");
                out.writeNumberField("code", answer.code());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private boolean isWanted(Arrear arrear) {
        Selection selection = session.subscriptions().of(arrear.channel());
        Instrument instrument = listing().get(arrear.instrumentId());
        int venue = instrument == null ? 0 : instrument.venue().value();
        return selection != null && selection.wants(venue, arrear.instrumentId());
    }

    private Listing listing() {
        return distributor.latest().listing();
    }

    private static Venue venueOf(String name) {
        return name.endsWith(":*") ? InstrumentNames.venueNamed(name.substring(0, name.length() - 2)) : null;
    }

    private static void writeId(JsonGenerator out, String id) throws IOException {
        if (!id.isEmpty()) {
            out.writeStringField("id", id);
        }
    }
}

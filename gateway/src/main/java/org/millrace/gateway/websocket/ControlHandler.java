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
import org.millrace.gateway.trace.Trace;

/** Speaks the control messages of one session. */
final class ControlHandler {
    private static final String ALL = "*";
    private static final int SHORTEST_MS = 10;
    private static final int LONGEST_MS = 60_000;
    private static final Set<String> MODES = Set.of("live", "snapshot", "snapshot+live", "resume", "replay");

    private final ClientSession session;
    private final Distributor distributor;
    private final SnapshotSender snapshots;
    private final StreamMessages streams;
    private final Past past;
    private List<Answer> answers = List.of();

    ControlHandler(ClientSession session, Distributor distributor) {
        this.session = session;
        this.distributor = distributor;
        this.snapshots = new SnapshotSender(session, distributor);
        this.streams = new StreamMessages(session, distributor, snapshots);
        this.past = new Past(session, distributor, this);
    }

    StreamMessages streams() {
        return streams;
    }

    Past past() {
        return past;
    }

    void sendHello() {
        session.send("hello", out -> Hello.write(out, session, distributor));
    }

    void sendHeartbeat() {
        session.send("heartbeat", out -> {
            out.writeStringField("time", Long.toString(distributor.nowNs()));
            out.writeStringField("sequence", Long.toString(distributor.sequence()));
            if (!session.isApart() && !past.isResuming()) {
                out.writeStringField("cursor", distributor.cursor());
            }
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
        session.login().noteRefusal(code);
        session.send("error", out -> {
            writeId(out, id);
            out.writeNumberField("code", code);
            out.writeBooleanField("fatal", false);
            out.writeStringField("text", text);
        });
    }

    void onRequest(Request request) {
        Trace trace = distributor.traces().begin(request, session.id());
        obey(request);
        distributor.traces().end(trace);
    }

    private void obey(Request request) {
        if (session.login().takes(request)) {
            return;
        }
        if (session.isFull() && !request.op().equals("heartbeat")) {
            sendError(request.id(), ErrorCode.SLOW_READER, "too much waits to be read already");
            return;
        }
        switch (request.op()) {
            case "subscribe" -> onSubscribe(request);
            case "unsubscribe" -> onUnsubscribe(request);
            case "pause", "resume", "step", "seek" -> past.onReplayControl(request);
            case "resend" -> onResend(request);
            case "heartbeat" -> {} // that it was heard is enough
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
            streams.sendGap(arrear, isConflated ? arrear.last() - 1 : arrear.last());
        }
        if (isConflated) {
            snapshots.sendNewest(channel, arrear.instrumentId());
        } else if (Channels.isRestated(channel)) {
            snapshots.send(channel, arrear.instrumentId());
        }
    }

    /** Tells that the connection will be closed, in how many seconds. */
    void sendNotice(long seconds) {
        session.send("notice", out -> {
            out.writeStringField("notice", "drain");
            out.writeNumberField("seconds", seconds);
            if (!distributor.settings().drainEndpoint().isEmpty()) {
                out.writeStringField("endpoint", distributor.settings().drainEndpoint());
            }
        });
    }

    /** Answers a request of which nothing but its being done need be told. */
    void sendDone(Request request) {
        session.send(request.op(), out -> writeId(out, request.id()));
    }

    /** Adds the instruments of a selection that have a stream on a channel. */
    void addStreams(int channel, Selection selection, Set<Integer> ids) {
        snapshots.addStreams(channel, null, ids);
        ids.removeIf(id -> !isWanted(selection, id));
    }

    private void onSubscribe(Request request) {
        String fault = faultOf(request);
        String unknown = distributor.channels().unknown(request.channels());
        if (distributor.isDraining()) {
            sendError(request.id(), ErrorCode.DRAINING, "the server is about to close");
        } else if (!unknown.isEmpty()) {
            sendError(request.id(), ErrorCode.UNKNOWN_CHANNEL, unknown);
        } else if (!request.channels().stream().allMatch(session.login().principal()::maySee)) {
            sendError(request.id(), ErrorCode.NOT_ENTITLED, "not entitled to this channel");
        } else if (!fault.isEmpty()) {
            sendError(request.id(), ErrorCode.BAD_RANGE, fault);
        } else if (request.instruments().size() > distributor.settings().instruments()) {
            sendError(request.id(), ErrorCode.TOO_MANY, "too many instruments");
        } else {
            subscribe(request);
        }
    }

    private String faultOf(Request request) {
        boolean isOfPast = isOfPast(request);
        if (!MODES.contains(request.mode())) {
            return "modes are live, snapshot, snapshot+live, resume and replay";
        } else if (slowPolicy(request, Channels.NONE) == null) {
            return "slow is conflate, skip or disconnect";
        } else if (!isConflateAllowed(request)) {
            return "conflate is 10 to 60000 ms, of channels of which the newest message counts";
        }
        return request.channels().size() > 1 && !isOfPast ? "one channel at a time, but in resume and replay" : "";
    }

    private boolean isConflateAllowed(Request request) {
        long intervalMs = request.number("conflate", 0);
        return intervalMs == 0
                || (intervalMs >= SHORTEST_MS
                        && intervalMs <= LONGEST_MS
                        && Channels.isConflatable(channel(request.channel())));
    }

    private static boolean isOfPast(Request request) {
        return request.mode().equals("resume") || request.mode().equals("replay");
    }

    private void subscribe(Request request) {
        distributor.readPublished();
        Subscriptions base = isOfPast(request) ? session.subscriptions().none() : session.subscriptions();
        Subscriptions wanted = base;
        Set<Integer> ids = new TreeSet<>();
        answers = List.of();
        for (String name : request.channels()) {
            int channel = channel(name);
            SlowPolicy slow = slowPolicy(request, channel);
            Selection before = base.of(channel);
            Selection selection = before == null ? new Selection(ownerOf(channel), slow) : before.copy();
            selection.slow(slow);
            selection.conflateMs((int) request.number("conflate", 0));
            answers = select(request, channel, selection, ids);
            wanted = wanted.with(channel, selection);
        }
        Subscriptions all = isOfPast(request) ? session.subscriptions().plus(wanted) : wanted;
        if (all.count() > distributor.settings().subscriptions()
                || all.named() > distributor.settings().instruments()) {
            sendError(request.id(), ErrorCode.TOO_MANY, "too many subscriptions");
        } else if (request.mode().equals("resume")) {
            past.resume(request, wanted);
        } else if (request.mode().equals("replay")) {
            past.replay(request, wanted);
        } else {
            answer("subscribed", request);
            begin(request, wanted, ids);
        }
    }

    private void begin(Request request, Subscriptions wanted, Set<Integer> ids) {
        int channel = channel(request.channel());
        if (!request.mode().equals("snapshot") && !wanted.equals(session.subscriptions())) {
            session.subscribe(wanted);
        }
        if (!request.mode().equals("live")) {
            ids.forEach(id -> session.arrears().addSnapshot(channel, id));
            session.settle();
        }
    }

    private void onResend(Request request) {
        int channel = channel(request.channel());
        String unknown = distributor.channels().unknown(request.channels());
        if (!unknown.isEmpty()) {
            sendError(request.id(), ErrorCode.UNKNOWN_CHANNEL, unknown);
            return;
        }
        if (!session.login().principal().maySee(request.channel())) {
            sendError(request.id(), ErrorCode.NOT_ENTITLED, "not entitled to this channel");
            return;
        }
        distributor.readPublished();
        Set<Integer> ids = new TreeSet<>();
        Selection selection = new Selection(ownerOf(channel), SlowPolicy.SKIP);
        List<Answer> found = select(request, channel, selection, ids);
        if (found.get(0).code() != ErrorCode.NONE) {
            sendError(request.id(), found.get(0).code(), "no such instrument");
        } else if (ids.size() != 1) {
            sendError(request.id(), ErrorCode.BAD_RANGE, "one instrument at a time");
        } else {
            past.resend(request, channel, ids.iterator().next(), selection);
        }
    }

    private static SlowPolicy slowPolicy(Request request, int channel) {
        String name = request.member("slow", "");
        if (!name.isEmpty()) {
            return SlowPolicy.named(name);
        }
        return Channels.isVital(channel) ? SlowPolicy.DISCONNECT : SlowPolicy.CONFLATE;
    }

    private void onUnsubscribe(Request request) {
        int channel = channel(request.channel());
        Selection before = session.subscriptions().of(channel); // null of none
        boolean isOfPast = channel != Channels.NONE && past.unsubscribe(channel, selection -> take(request, selection));
        if (before == null && !isOfPast) {
            sendError(request.id(), ErrorCode.UNKNOWN_CHANNEL, "not subscribed");
            return;
        }
        if (before != null) {
            session.subscribe(session.subscriptions().changed(channel, selection -> take(request, selection)));
            session.arrears().removeIf(arrear -> arrear.channel() == channel && !isWanted(arrear));
        }
        answers = request.instruments().stream().map(this::taken).toList();
        answer("unsubscribed", request);
    }

    /** Takes what a request names out of a selection. */
    private void take(Request request, Selection selection) {
        if (request.instruments().isEmpty() || request.instruments().contains(ALL)) {
            selection.removeAll();
        }
        for (String name : request.instruments()) {
            Venue venue = InstrumentNames.venueOfAll(name);
            if (venue != null) {
                selection.removeVenue(venue.value());
            }
            listing().find(name).forEach(instrument -> selection.remove(instrument.id()));
        }
    }

    private Answer taken(String name) {
        boolean known = name.equals(ALL)
                || InstrumentNames.venueOfAll(name) != null
                || !listing().find(name).isEmpty();
        return new Answer(name, 0, known ? ErrorCode.NONE : ErrorCode.UNKNOWN_INSTRUMENT);
    }

    /** One instrument of a request, and what became of it. */
    private record Answer(String name, int instrumentId, int code) {}

    private List<Answer> select(Request request, int channel, Selection selection, Set<Integer> ids) {
        List<Answer> statuses = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(request.instruments());
        if (names.isEmpty()) {
            names.add(ALL);
        }
        for (String name : names) {
            Venue venue = InstrumentNames.venueOfAll(name);
            if (name.equals(ALL) || venue != null) {
                Rights rights = rights();
                Set<Integer> streams = new TreeSet<>();
                snapshots.addStreams(channel, venue, streams);
                boolean isAny = rights.select(channel, venue, selection, streams);
                ids.addAll(streams);
                statuses.add(new Answer(name, 0, isAny ? ErrorCode.NONE : ErrorCode.NOT_ENTITLED));
            } else {
                List<Instrument> found = listing().find(name);
                for (Instrument instrument : found) {
                    if (rights().allow(instrument)) {
                        selection.add(instrument.id());
                        ids.add(instrument.id());
                        statuses.add(new Answer(name, instrument.id(), ErrorCode.NONE));
                    } else {
                        statuses.add(new Answer(name, instrument.id(), ErrorCode.NOT_ENTITLED));
                    }
                }
                if (found.isEmpty()) {
                    statuses.add(new Answer(name, 0, ErrorCode.UNKNOWN_INSTRUMENT));
                }
            }
        }
        return statuses;
    }

    /** Answers with one status for each instrument of the request. */
    void answer(String op, Request request) {
        answers.stream().mapToInt(Answer::code).distinct().forEach(session.login()::noteRefusal);
        session.send(op, out -> {
            writeId(out, request.id());
            if (request.channels().size() == 1) {
                out.writeStringField("channel", request.channel());
            } else {
                out.writeArrayFieldStart("channel");
                for (String channel : request.channels()) {
                    out.writeString(channel);
                }
                out.writeEndArray();
            }
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
        return selection != null && isWanted(selection, arrear.instrumentId());
    }

    private boolean isWanted(Selection selection, int instrumentId) {
        Instrument instrument = listing().get(instrumentId);
        return selection.wants(instrument == null ? 0 : instrument.venue().value(), instrumentId);
    }

    private Rights rights() {
        return new Rights(session.login().principal().entitlements(), listing());
    }

    private Owner ownerOf(int channel) {
        return Owner.of(channel, session.login().principal());
    }

    private int channel(String name) {
        return distributor.channels().number(name);
    }

    private Listing listing() {
        return distributor.latest().listing();
    }

    static void writeId(JsonGenerator out, String id) throws IOException {
        if (!id.isEmpty()) {
            out.writeStringField("id", id);
        }
    }
}

package org.millrace.gateway.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.Request;
import org.millrace.gateway.replay.Moment;
import org.millrace.gateway.replay.Replay;
import org.millrace.gateway.replay.Resend;

/** What one client wants of the past: streams to resume, one replay, messages to be sent again. */
final class Past {
    private static final int MAX_RESENT = 10_000;
    private static final int MAX_RESENDS = 4;
    private static final int MAX_STEPS = 1_000_000;
    private static final double FASTEST = 1_000_000;
    private static final double BAD_SPEED = -2;

    private final ClientSession session;
    private final Distributor distributor;
    private final ControlHandler control;
    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<ResendPlayback> resends = new ArrayList<>();
    private ReplayPlayback replay;

    Past(ClientSession session, Distributor distributor, ControlHandler control) {
        this.session = session;
        this.distributor = distributor;
        this.control = control;
    }

    ControlHandler control() {
        return control;
    }

    /** Tells whether a step is expected, which then counts as little as an answer. */
    boolean awaitsStep() {
        return replay != null && replay.awaitsStep();
    }

    /** Tells whether the client is not where the others are yet. */
    boolean isResuming() {
        return !resumptions.isEmpty();
    }

    boolean isEmpty() {
        return replay == null && resumptions.isEmpty() && resends.isEmpty();
    }

    /** Goes on with all that waits for room. */
    void flow() {
        if (replay != null) {
            replay.flow();
        }
        for (Resumption each : List.copyOf(resumptions)) {
            each.flow();
            each.recall();
        }
        List.copyOf(resends).forEach(Playback::flow);
    }

    /** Ends everything. */
    void stop() {
        resumptions.forEach(Playback::stop);
        resumptions.clear();
        resends.forEach(Playback::stop);
        resends.clear();
        stopReplay();
    }

    /** Brings a client from its cursor to now; of what cannot be had, a gap is told and a snapshot sent. */
    void resume(Request request, Subscriptions wanted) {
        String cursor = request.member("from", "");
        Moment from = Moment.parse(cursor);
        if (from.equals(Moment.NONE) || from.isTime()) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "resume from a cursor, epoch:sequence");
        } else if (session.subscriptions().overlap(wanted)
                || resumptions.stream().anyMatch(each -> each.wanted().overlap(wanted))) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "subscribed already");
        } else {
            control.answer("subscribed", request);
            if (isOfThisEpoch(cursor) && from.value() <= distributor.sequence()) {
                Resumption resumption = new Resumption(session, this, distributor, wanted, from.value());
                resumptions.add(resumption);
                resumption.begin();
            } else {
                beginAnew(wanted);
            }
        }
    }

    /** Plays a span; it takes the place of the one before. */
    void replay(Request request, Subscriptions wanted) {
        double speed = speed(request, 0);
        Moment from = Moment.parse(request.member("from", "1"));
        Moment to = request.member("to", "").isEmpty()
                ? Moment.at(distributor.sequence())
                : Moment.parse(request.member("to", ""));
        if (from.equals(Moment.NONE) || to.equals(Moment.NONE) || isBehindNewest(from) || isBefore(to, from)) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "from and to are sequences or times of the past");
        } else if (speed == BAD_SPEED) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "speed is a number from 0, or step");
        } else {
            stopReplay();
            ReplayPlayback playback = new ReplayPlayback(session, control, distributor.loop(), request.id(), wanted);
            if (!playback.count(from.value() + " to " + to.value())) {
                control.sendError(request.id(), ErrorCode.TOO_MANY, ReplayPlayback.TOO_MANY);
                return;
            }
            control.answer("subscribed", request);
            Replay begun = new Replay(
                    distributor.replays().journal(),
                    distributor.span(from, to),
                    speed,
                    distributor.settings().stepTimeout().toNanos(),
                    new Replay.Target(
                            (channel, event, offset) -> playback.wanted().wants(channel, event, offset), playback));
            playback.begin(begun);
            replay = playback;
            distributor.replays().play(begun);
        }
    }

    /** Pauses, resumes, steps or seeks. */
    void onReplayControl(Request request) {
        if (replay == null) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "nothing is replayed");
            return;
        }
        switch (request.op()) {
            case "pause" -> replay.pause(request);
            case "resume" -> {
                double speed = speed(request, Replay.STEPWISE);
                if (speed == BAD_SPEED) {
                    control.sendError(request.id(), ErrorCode.BAD_RANGE, "speed is a number from 0");
                } else {
                    replay.resume(request, speed);
                }
            }
            case "step" -> {
                long count = request.number("count", 1);
                if (count < 1 || count > MAX_STEPS) {
                    control.sendError(request.id(), ErrorCode.BAD_RANGE, "count is 1 to " + MAX_STEPS);
                } else {
                    replay.step(request, (int) count);
                }
            }
            default -> {
                Moment to = Moment.parse(request.member("to", ""));
                if (to.equals(Moment.NONE) || isBehindNewest(to)) {
                    control.sendError(request.id(), ErrorCode.BAD_RANGE, "to is a sequence or a time of the past");
                } else {
                    replay.seek(request, to);
                }
            }
        }
    }

    /** Sends some messages of one stream again. */
    void resend(Request request, int channel, int instrumentId, Selection selection) {
        long first = request.number("first", -1);
        long last = request.number("last", -1);
        int number = distributor.numbers().get(channel, instrumentId);
        if (first < 1 || last < first || last > (number & 0xFFFF_FFFFL)) {
            control.sendError(request.id(), ErrorCode.BAD_RANGE, "first and last are streamSequences that were sent");
        } else if (last - first >= MAX_RESENT || resends.size() == MAX_RESENDS) {
            control.sendError(request.id(), ErrorCode.TOO_MANY, "too many messages to be sent again");
        } else {
            Resend.Wanted wanted =
                    new Resend.Wanted(channel, instrumentId, (int) first, (int) last, distributor.sequence(), number);
            ResendPlayback[] playback = new ResendPlayback[1];
            playback[0] = new ResendPlayback(session, control, distributor.loop(), request, wanted, () -> {
                playback[0].stop();
                resends.remove(playback[0]);
            });
            Replay.Target target =
                    new Replay.Target((of, event, offset) -> selection.wants(event, offset), playback[0]);
            Resend begun = new Resend(distributor.replays().journal(), wanted, target);
            playback[0].source(begun);
            resends.add(playback[0]);
            distributor.replays().resend(begun);
        }
    }

    /** Takes a channel, or some of its instruments, out of what is resumed and replayed; false: it was in neither. */
    boolean unsubscribe(int channel, Selection.Change change) {
        boolean found = false;
        for (Resumption each : List.copyOf(resumptions)) {
            if (each.wanted().of(channel) != null) {
                found = true;
                each.want(each.wanted().changed(channel, change));
                if (each.wanted().isEmpty()) {
                    remove(each);
                    each.stop();
                }
            }
        }
        if (replay != null && replay.wanted().of(channel) != null) {
            found = true;
            replay.want(replay.wanted().changed(channel, change));
            if (replay.wanted().isEmpty()) {
                stopReplay();
            }
        }
        return found;
    }

    /** Ends what is sent again of streams that are not allowed any more. */
    void stopResends(Predicate<Resend.Wanted> allowed) {
        for (ResendPlayback each : List.copyOf(resends)) {
            if (!allowed.test(each.wanted())) {
                control.sendError(each.id(), ErrorCode.NOT_ENTITLED, "not entitled to this any more");
                each.stop();
                resends.remove(each);
            }
        }
    }

    /** Returns what is resumed and replayed, beside something else. */
    Subscriptions wanted(Subscriptions besides) {
        Subscriptions all = besides;
        for (Resumption each : resumptions) {
            all = all.plus(each.wanted());
        }
        return replay == null ? all : all.plus(replay.wanted());
    }

    void remove(Resumption resumption) {
        resumptions.remove(resumption);
    }

    /** Tells of a gap in each stream, and begins with its snapshot. */
    void beginAnew(Subscriptions wanted) {
        distributor.readPublished();
        session.subscribe(session.subscriptions().plus(wanted));
        wanted.channels().forEach(channel -> {
            Set<Integer> ids = new TreeSet<>();
            control.addStreams(channel, wanted.of(channel), ids);
            ids.forEach(id -> {
                control.streams().sendRetentionGap(channel, id);
                session.arrears().addSnapshot(channel, id);
            });
        });
        session.settle();
    }

    private void stopReplay() {
        if (replay != null) {
            replay.stop();
            replay = null;
        }
    }

    private boolean isOfThisEpoch(String cursor) {
        int colon = cursor.indexOf(':');
        return colon < 0
                || Long.parseLong(cursor.substring(0, colon))
                        == distributor.latest().epoch();
    }

    private boolean isBehindNewest(Moment moment) {
        return moment.isTime() ? moment.value() > distributor.nowNs() : moment.value() > distributor.sequence() + 1;
    }

    private static boolean isBefore(Moment to, Moment from) {
        return to.isTime() == from.isTime() && to.value() < from.value();
    }

    private static double speed(Request request, double otherwise) {
        String text = request.member("speed", "");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.equals("step")) {
            return Replay.STEPWISE;
        }
        try {
            double speed = Double.parseDouble(text);
            return speed >= 0 && speed <= FASTEST ? speed : BAD_SPEED;
        } catch (NumberFormatException e) {
            return BAD_SPEED;
        }
    }
}

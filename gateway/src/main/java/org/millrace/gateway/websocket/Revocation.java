package org.millrace.gateway.websocket;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.latest.ChannelNames;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.Listing;

/** Takes away from a session what its client may not see any more, and tells it of each stream that ended so. */
final class Revocation {
    private static final String STATE = "revoked";

    private final ClientSession session;
    private final ControlHandler control;
    private final Listing listing;
    private final ChannelNames names;

    Revocation(ClientSession session, ControlHandler control, LatestValues latest) {
        this.session = session;
        this.control = control;
        listing = latest.listing();
        names = latest.channels();
    }

    /** Ends all that somebody is not allowed. */
    void takeWhatIsNotAllowed(Principal somebody) {
        Rights rights = new Rights(somebody.entitlements(), listing);
        Subscriptions before = wanted();
        before.channels().forEach(channel -> {
            Set<Integer> streams = new TreeSet<>();
            control.addStreams(channel, before.of(channel), streams);
            before.of(channel).instruments().forEach(streams::add);
            if (somebody.maySee(names.name(channel))) {
                take(channel, selection -> {
                    rights.narrow(channel, selection, streams);
                    selection.owner(Owner.of(channel, somebody));
                });
            } else {
                take(channel, Selection::removeAll);
            }
            tell(channel, streams);
        });
        control.past()
                .stopResends(stream -> somebody.maySee(names.name(stream.channel()))
                        && rights.allow(stream.channel(), stream.instrumentId())
                        && Owner.of(stream.channel(), somebody).isAnybody());
        session.flush();
    }

    /** Tells that all streams end, for the connection does. */
    void takeAll() {
        wanted().channels().forEach(channel -> control.streams().sendState(channel, STATE, -1));
    }

    /** Takes something out of what is live, what is owed, and what is resumed and replayed. */
    private void take(int channel, Selection.Change change) {
        if (session.subscriptions().of(channel) != null) {
            session.subscribe(session.subscriptions().changed(channel, change));
            session.arrears().removeIf(arrear -> arrear.channel() == channel && !isWanted(arrear));
        }
        control.past().unsubscribe(channel, change);
    }

    private void tell(int channel, Set<Integer> streams) {
        Subscriptions now = wanted();
        IntStream ended = streams.stream().mapToInt(id -> id).filter(id -> !now.wants(channel, venueOf(id), id));
        if (now.of(channel) == null) {
            control.streams().sendState(channel, STATE, -1);
        } else {
            ended.forEach(id -> control.streams().sendState(channel, id, STATE));
        }
    }

    private Subscriptions wanted() {
        return control.past().wanted(session.subscriptions());
    }

    private boolean isWanted(Arrear arrear) {
        int id = arrear.instrumentId();
        return session.subscriptions().wants(arrear.channel(), venueOf(id), id);
    }

    private int venueOf(int instrumentId) {
        Instrument instrument = listing.get(instrumentId);
        return instrument == null ? 0 : instrument.venue().value();
    }
}

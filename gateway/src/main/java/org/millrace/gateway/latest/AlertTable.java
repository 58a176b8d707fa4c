package org.millrace.gateway.latest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertDecoder;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** All alerts as they now are, and the newest {@value #KEPT} times that one of them fired. */
public final class AlertTable {
    /** How many of the times that alerts fired are kept. */
    static final int KEPT = 10_000;

    private final NavigableMap<Long, UnsafeBuffer> alerts = new TreeMap<>();
    private final Deque<UnsafeBuffer> triggers = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertDecoder alert = new AlertDecoder();

    /** Returns the alerts whose id is above another, by id, each an Alert from offset 0. */
    public Collection<UnsafeBuffer> after(long alertId) {
        return Collections.unmodifiableCollection(alerts.tailMap(alertId, false).values());
    }

    /** Returns an alert; null: there is none. */
    public DirectBuffer get(long alertId) {
        return alerts.get(alertId);
    }

    /** Returns the times that alerts fired, newest first, each an AlertTriggered from offset 0. */
    public Collection<UnsafeBuffer> triggers() {
        return Collections.unmodifiableCollection(triggers);
    }

    /** Returns the alerts of an instrument as frames, which the newest message of its stream gives their number. */
    List<DirectBuffer> parts(int instrumentId, int streamSequence) {
        long channelAndNumber = FanOutFrame.channelAndNumber(Channels.ALERTS, streamSequence);
        List<DirectBuffer> frames = new ArrayList<>();
        for (UnsafeBuffer each : alerts.values()) {
            if (EventPrefix.instrumentId(each, 0) == instrumentId) {
                UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.frameLength(each.capacity())]);
                FanOutFrame.write(frame, 0, channelAndNumber, each, 0, each.capacity());
                frames.add(frame);
            }
        }
        return frames;
    }

    void onMessage(int template, DirectBuffer buffer, int message, int length) {
        if (template == AlertTriggeredDecoder.TEMPLATE_ID) {
            triggers.addFirst(copy(buffer, message, length));
            if (triggers.size() > KEPT) {
                triggers.removeLast();
            }
        } else if (template == AlertDecoder.TEMPLATE_ID) {
            alert.wrapAndApplyHeader(buffer, message, header);
            if (alert.state() == AlertState.DELETED) {
                alerts.remove(alert.alertId());
            } else {
                alerts.put(alert.alertId(), copy(buffer, message, length));
            }
        }
    }

    /** Begins anew: the engine tells of all alerts when it has started. */
    void begin() {
        alerts.clear();
    }

    private static UnsafeBuffer copy(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }
}

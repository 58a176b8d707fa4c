package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed over a ring that remembers what came out. */
final class AlpacaHarness {
    static final int ALPACA = 7;

    final EventText events = new EventText();
    final Instruments instruments = new Instruments();
    final RecordingPublisher ring = new RecordingPublisher(events);
    final List<String> requests = new ArrayList<>();
    final AlpacaFeed feed;

    AlpacaHarness() {
        this(false);
    }

    AlpacaHarness(boolean isBinary) {
        feed = isBinary
                ? AlpacaFeed.msgpack(ALPACA, instruments, ring, requests::add)
                : AlpacaFeed.json(ALPACA, instruments, ring, requests::add);
    }

    boolean frame(byte[] frame, long receiveTimeNs) {
        return feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, receiveTimeNs);
    }

    boolean frame(String frame) {
        return frame(frame.getBytes(UTF_8), 1);
    }

    /** Hands a frame over and returns what came of it. */
    List<String> eventsOf(String frame) {
        frame(frame);
        return events.take();
    }
}

package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed over a ring that remembers what came out. */
final class KrakenHarness {
    static final int KRAKEN = 6;

    final EventText events = new EventText();
    final Instruments instruments = new Instruments();
    final List<String> requests = new ArrayList<>();
    final RecordingPublisher ring;
    final KrakenFeed feed;

    KrakenHarness() {
        this(null);
    }

    KrakenHarness(EventConsumer consumer) {
        ring = new RecordingPublisher(consumer == null ? events : consumer);
        feed = new KrakenFeed(KRAKEN, instruments, ring, requests::add);
    }

    boolean frame(String frame, long receiveTimeNs) {
        byte[] bytes = frame.getBytes(UTF_8);
        return feed.onFrame(new UnsafeBuffer(bytes), 0, bytes.length, receiveTimeNs);
    }

    /** Hands a frame over and returns what came of it. */
    List<String> eventsOf(String frame) {
        frame(frame, 1);
        return events.take();
    }

    /** Hands over a recorded line: receive time, tabulator, frame. */
    void line(String line) {
        int tab = line.indexOf('\t');
        frame(line.substring(tab + 1), Long.parseLong(line.substring(0, tab)));
    }
}

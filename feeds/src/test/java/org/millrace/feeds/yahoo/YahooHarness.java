package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed with an endless ring before it. */
final class YahooHarness {
    final Instruments instruments = new Instruments().define("AAPL", -2, 0);
    final EventText events = new EventText();
    final RecordingPublisher ring = new RecordingPublisher(events);
    final YahooFeed feed = new YahooFeed(Venue.YAHOO, instruments, ring);

    boolean answer(String body, long receiveTimeNs) {
        byte[] bytes = body.getBytes(UTF_8);
        return feed.onAnswer("https://host/chart", new UnsafeBuffer(bytes), 0, bytes.length, receiveTimeNs);
    }

    boolean frame(String frame, long receiveTimeNs) {
        byte[] bytes = frame.getBytes(UTF_8);
        return feed.onFrame(new UnsafeBuffer(bytes), 0, bytes.length, receiveTimeNs);
    }

    /** Returns what came since the last call. */
    List<String> take() {
        return events.take();
    }
}

package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed over a ring that remembers what came out. */
final class FeedHarness {
    final EventText events = new EventText();
    final Instruments instruments = new Instruments();
    final RecordingPublisher ring;
    final List<String> requests = new ArrayList<>();
    final CoinbaseFeed feed;

    private FeedHarness(boolean isAdvanced, EventConsumer consumer) {
        ring = new RecordingPublisher(consumer == null ? events : consumer);
        int venue = (isAdvanced ? Venue.COINBASE_ADVANCED : Venue.COINBASE).value();
        feed = new CoinbaseFeed(venue, isAdvanced, instruments, ring, requests::add);
    }

    static FeedHarness exchange() {
        return new FeedHarness(false, null);
    }

    static FeedHarness advanced() {
        return new FeedHarness(true, null);
    }

    static FeedHarness of(boolean isAdvanced, EventConsumer consumer) {
        return new FeedHarness(isAdvanced, consumer);
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

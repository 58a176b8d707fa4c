package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;

/** A feed over a ring that remembers what came out. */
final class FeedHarness {
    static final int BINANCE = 1;

    final EventText events = new EventText();
    final Instruments instruments;
    final RecordingPublisher ring;
    final List<String> requests = new ArrayList<>();
    final BinanceFeed feed;

    FeedHarness() {
        this(new Instruments(), null);
    }

    FeedHarness(Instruments instruments, EventConsumer consumer) {
        this.instruments = instruments;
        ring = new RecordingPublisher(consumer == null ? events : consumer);
        feed = new BinanceFeed(BINANCE, instruments, ring, requests::add);
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

    boolean snapshot(String symbol, String body, long receiveTimeNs) {
        byte[] bytes = body.getBytes(UTF_8);
        return feed.onSnapshot(symbol, new UnsafeBuffer(bytes), 0, bytes.length, receiveTimeNs);
    }

    /** Hands over a recorded line: receive time, tabulator, frame. */
    void line(String line) {
        int tab = line.indexOf('\t');
        frame(line.substring(tab + 1), Long.parseLong(line.substring(0, tab)));
    }
}

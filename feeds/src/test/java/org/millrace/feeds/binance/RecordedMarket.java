package org.millrace.feeds.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.feeds.capture.Playback;
import org.millrace.feeds.capture.PlaybackSpeed;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.MarketTally;

/** What comes out of recorded files: the tally of each symbol, every status and rejection, and the beat. */
final class RecordedMarket implements EventConsumer {
    final Map<String, MarketTally> bySymbol = new HashMap<>();
    final List<Long> ticks = new ArrayList<>();
    final EventText told = new EventText();
    final FeedHarness venue = new FeedHarness(new Instruments(), this);

    static RecordedMarket play(String... names) {
        RecordedMarket market = new RecordedMarket();
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(Captures.file(name));
        }
        Playback playback = new Playback(files, PlaybackSpeed.MAX, market.venue.feed, market.venue.ring, () -> 0);
        run(playback, playback.reader());
        assertEquals(1, playback.progress());
        return market;
    }

    private static void run(Playback playback, Agent reader) {
        try {
            while (!playback.isDone()) {
                reader.doWork();
                playback.doWork();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case ClockTickDecoder.TEMPLATE_ID -> ticks.add(EventPrefix.eventTime(buffer, offset));
            case FeedStatusDecoder.TEMPLATE_ID, RejectedDecoder.TEMPLATE_ID -> told.onEvent(buffer, offset, length);
            default ->
                of(venue.instruments
                                .instrument(EventPrefix.instrumentId(buffer, offset))
                                .symbol())
                        .onEvent(buffer, offset);
        }
    }

    MarketTally of(String symbol) {
        return bySymbol.computeIfAbsent(symbol, s -> new MarketTally());
    }
}

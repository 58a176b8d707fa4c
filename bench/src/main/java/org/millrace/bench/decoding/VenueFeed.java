package org.millrace.bench.decoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.bench.micro.OneInstrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.alpaca.AlpacaFeed;
import org.millrace.feeds.binance.BinanceFeed;
import org.millrace.feeds.coinbase.CoinbaseFeed;
import org.millrace.feeds.kraken.KrakenFeed;

/** A venue's feed that publishes into an array, and holds in the end that it took every frame. */
final class VenueFeed {
    private static final FeedCounter[] FAULTS = {
        FeedCounter.REJECTED,
        FeedCounter.UNKNOWN,
        FeedCounter.TRADE_GAPS,
        FeedCounter.BOOK_GAPS,
        FeedCounter.UPDATES_OLD,
        FeedCounter.UPDATES_DROPPED,
        FeedCounter.CHECKSUMS_FAILED,
        FeedCounter.TRADES_PASSED_OVER
    };

    private final ArrayPublisher published = new ArrayPublisher();
    private final VenueDecoder decoder;

    VenueFeed(String name) {
        InstrumentResolver resolver = new OneInstrument();
        SnapshotRequester requester = SnapshotRequester.NONE;
        int venue = Venue.BINANCE.value();
        decoder = switch (name) {
            case "binance" -> new BinanceFeed(venue, resolver, published, requester);
            case "coinbase-exchange" -> new CoinbaseFeed(venue, false, resolver, published, requester);
            case "coinbase-advanced" -> new CoinbaseFeed(venue, true, resolver, published, requester);
            case "kraken" -> new KrakenFeed(venue, resolver, published, requester);
            case "alpaca" -> AlpacaFeed.json(venue, resolver, published, requester);
            case "alpaca-msgpack" -> AlpacaFeed.msgpack(venue, resolver, published, requester);
            default -> throw new IllegalArgumentException("venue: " + name);
        };
    }

    /** Joins Binance's book with its snapshot, once a change of it has come. */
    void join() {
        UnsafeBuffer snapshot = new UnsafeBuffer(BinanceText.snapshot().getBytes(US_ASCII));
        decoder.onSnapshot("BTCUSDT", snapshot, 0, snapshot.capacity(), 0);
    }

    /** Returns the events that the last frame came to. */
    List<String> events() {
        return published.events();
    }

    /** Takes a frame; returns 1 if it was taken. */
    long read(UnsafeBuffer frame, int length) {
        return decoder.onFrame(frame, 0, length, 0) ? 1 : 0;
    }

    /** Returns the share of frames that were not read straight through; fails if one was not taken. */
    double fallBacks() {
        for (FeedCounter fault : FAULTS) {
            if (decoder.counters().get(fault) != 0) {
                throw new IllegalStateException("the feed did not take every frame: " + fault + " "
                        + decoder.counters().get(fault));
            }
        }
        return (double) decoder.counters().get(FeedCounter.FALL_BACKS)
                / decoder.counters().get(FeedCounter.FRAMES);
    }
}

package org.millrace.engine.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.DirectPublisher;
import org.millrace.engine.book.BookStage;
import org.millrace.engine.quality.QualityStage;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.feeds.binance.BinanceFeed;
import org.millrace.feeds.capture.Playback;
import org.millrace.feeds.capture.PlaybackSpeed;

/** Plays recordings through feed, quality and book, and keeps a tally of each symbol. */
final class RecordedLine implements InstrumentResolver {
    private static final int EXPONENT = -8;

    final List<SymbolTally> bySymbol = new ArrayList<>();
    private final Venue venue;
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final EventConsumer line =
            new QualityStage(new BookStage(this::tally, SnapshotSink.NONE), SnapshotSink.NONE);
    private long sequence;

    private RecordedLine(Venue venue) {
        this.venue = venue;
    }

    /** Plays recordings, named as {@code binance/spot-btcusdt-20240808}, one after the other. */
    static RecordedLine play(String... recordings) {
        Venue venue = recordings[0].startsWith("binance_us") ? Venue.BINANCE_US : Venue.BINANCE;
        RecordedLine played = new RecordedLine(venue);
        List<Path> files = Stream.of(recordings)
                .map(name -> Captures.file(name + ".ws.jsonl.gz"))
                .toList();
        DirectPublisher ring = new DirectPublisher(played::number);
        BinanceFeed feed = new BinanceFeed(venue.value(), played, ring, symbol -> {});
        Playback playback = new Playback(files, PlaybackSpeed.MAX, feed, ring, () -> 0);
        try {
            while (!playback.isDone()) {
                playback.reader().doWork();
                playback.doWork();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return played;
    }

    SymbolTally of(String symbol) {
        return bySymbol.get(instruments.get(symbol).id() - 1);
    }

    @Override
    public int resolve(int venueNumber, DirectBuffer symbol, int offset, int length) {
        String text = symbol.getStringWithoutLengthUtf8(offset, length);
        return instruments.computeIfAbsent(text, this::define).id();
    }

    @Override
    public Instrument instrument(int id) {
        return instruments.values().stream()
                .filter(instrument -> instrument.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private Instrument define(String symbol) {
        int id = instruments.size() + 1;
        bySymbol.add(new SymbolTally());
        definition
                .wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .symbol(symbol)
                .name(symbol);
        EventPrefix.writeInput(out, 0, 0, 0, id, EventPrefix.venueFlags(venue.value(), 0));
        line.onEvent(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + InstrumentDefinitionEncoder.BLOCK_LENGTH);
        return new Instrument(id, venue, symbol, symbol, EXPONENT, EXPONENT, 0, 0, AssetClass.CRYPTO);
    }

    private void number(DirectBuffer buffer, int offset, int length) {
        out.putBytes(0, buffer, offset, length);
        EventPrefix.sequence(out, 0, ++sequence);
        line.onEvent(out, 0, length);
    }

    private void tally(DirectBuffer buffer, int offset, int length) {
        int id = EventPrefix.instrumentId(buffer, offset);
        if (id != 0) {
            bySymbol.get(id - 1).onEvent(buffer, offset, length);
        }
    }
}

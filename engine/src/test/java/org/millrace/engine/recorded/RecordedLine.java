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
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.DirectPublisher;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.LastStage;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.capture.Playback;
import org.millrace.feeds.capture.PlaybackSpeed;
import org.millrace.feeds.venues.Venues;
import org.millrace.journal.BatchAppender;

/** Plays recordings through the feed and the whole line, journals apart, and keeps a tally of what comes out. */
final class RecordedLine implements InstrumentResolver {
    private static final int EXPONENT = -8;
    private static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 512, List.of());

    final OutputTally outputs = new OutputTally();
    private final Venue venue;
    private final List<Instrument> instruments = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EventConsumer line;
    private FeedCounters counters;

    private RecordedLine(Venue venue) {
        this.venue = venue;
        Line steps = StandardLine.between(new NoJournal(), new NoJournal(), List.of(LastStage.step("tally", outputs)));
        line = new Conveyor(steps, FUSED, SnapshotSink.NONE, fault -> {}).first();
        new EngineStartedEncoder().wrapAndApplyHeader(message, 0, header).epoch(1);
        EventPrefix.writeInput(message, 0, 0, 0, 0, 0);
        send(EngineStartedEncoder.BLOCK_LENGTH);
    }

    /** Plays recordings, named as {@code binance/spot-btcusdt-20240808}, one after the other. */
    static RecordedLine play(String... recordings) {
        return play(
                Capture.venue(recordings[0]),
                Stream.of(recordings)
                        .map(name -> Captures.file(name + (name.contains("sbe") ? ".bin" : ".ws") + ".jsonl.gz"))
                        .toList());
    }

    static RecordedLine play(Venue venue, List<Path> files) {
        RecordedLine played = new RecordedLine(venue);
        DirectPublisher ring = new DirectPublisher(played.line);
        boolean isOld = files.get(0).getFileName().toString().startsWith("v1-"); // Kraken's
        VenueDecoder feed = Venues.decoder(venue, isOld ? "v1" : "", played, ring);
        played.counters = feed.counters();
        Playback playback = new Playback(files, PlaybackSpeed.MAX, feed, ring, () -> 0);
        try {
            while (!playback.isDone()) {
                playback.reader().doWork();
                playback.doWork();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return played;
    }

    SymbolTally of(String symbol) {
        return outputs.of(symbol);
    }

    /** Returns what the feed counted. */
    FeedCounters counters() {
        return counters;
    }

    @Override
    public int resolve(int venueNumber, DirectBuffer symbol, int offset, int length) {
        return ids.computeIfAbsent(symbol.getStringWithoutLengthUtf8(offset, length), this::define);
    }

    @Override
    public Instrument instrument(int id) {
        return instruments.get(id - 1);
    }

    private int define(String symbol) {
        int id = instruments.size() + 1;
        instruments.add(new Instrument(id, venue, symbol, symbol, EXPONENT, EXPONENT, 0, 0, AssetClass.CRYPTO));
        new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .symbol(symbol)
                .name(symbol)
                .assetClass(AssetClass.CRYPTO)
                .priceExponent((byte) EXPONENT)
                .quantityExponent((byte) EXPONENT);
        EventPrefix.writeInput(message, 0, 0, 0, id, EventPrefix.venueFlags(venue.value(), 0));
        send(InstrumentDefinitionEncoder.BLOCK_LENGTH);
        return id;
    }

    private void send(int blockLength) {
        line.onEvent(message, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        line.flush();
    }

    /** Forgets. */
    private static final class NoJournal implements BatchAppender {
        @Override
        public void append(DirectBuffer frames, int offset, int length, int count, long firstSequence) {}

        @Override
        public void close() {}
    }
}

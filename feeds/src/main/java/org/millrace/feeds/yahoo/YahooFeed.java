package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.polling.AnswerHandler;
import org.millrace.feeds.polling.RecordedAnswer;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Turns what Yahoo Finance sends into events: charts into bars, the streamer's messages into quotes and trades. One
 * thread; what found the ring full is taken again and goes on where it stopped.
 */
public final class YahooFeed implements VenueDecoder, AnswerHandler {
    private static final int SYMBOL_CAPACITY = 4_096;
    private static final String NOT_FOUND = "Not Found";

    private final Venue venue;
    private final InstrumentResolver resolver;
    private final EventPublisher publisher;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<YahooInstrument> symbols;
    private final InputWriter writer;
    private final FrameBytes refused = new FrameBytes(0);
    private final ChartFeed charts;
    private final PriceFeed prices;
    private final InstrumentWatch<YahooInstrument> watch;
    private final RecordedAnswer recorded = new RecordedAnswer();
    private ChartFeed.Chart pending;
    private long toldBefore; // before the pending chart

    public YahooFeed(Venue venue, InstrumentResolver resolver, EventPublisher publisher) {
        this.venue = venue;
        this.resolver = resolver;
        this.publisher = publisher;
        symbols = new SymbolTable<>(venue.value(), resolver, SYMBOL_CAPACITY, YahooInstrument::new);
        writer = new InputWriter(venue.value(), publisher);
        watch = new InstrumentWatch<>(symbols, InstrumentWatch.Books.none(), writer, publisher, counters);
        prices = new PriceFeed(publisher, writer, counters);
        charts = new ChartFeed(publisher, writer, counters);
        watch.hours((instrument, nowNs) -> instrument.isOpen(nowNs));
        watch.unheard(this::define);
    }

    /** Watches instruments too: those that nothing comes of for so long, while their market trades, are told of; 0 = never. */
    YahooFeed watch(long silenceLimitNs) {
        watch.configure(LostBooks.NONE, silenceLimitNs);
        return this;
    }

    /** Remembers what the line has taken before the start, each series oldest first. */
    public YahooFeed recall(KnownSeries known) {
        known.forEach((buffer, offset, length) -> {
            boolean isOurs = EventPrefix.venue(buffer, offset) == venue.value()
                    && EventPrefix.templateId(buffer, offset) == VenueBarDecoder.TEMPLATE_ID;
            YahooInstrument instrument = isOurs ? instrument(EventPrefix.instrumentId(buffer, offset)) : null;
            if (instrument != null) {
                ChartFeed.recall(
                        new VenueBarDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()),
                        instrument);
            }
        });
        return this;
    }

    /** Returns when the newest whole bar of a symbol began, seconds; 0 = none is known. */
    long lastClosedStart(String symbol, ChartInterval interval) {
        YahooInstrument instrument = symbols.known(symbol);
        return instrument == null ? 0 : instrument.bars(interval.seconds()).lastClosedStart();
    }

    @Override
    public FeedCounters counters() {
        return counters;
    }

    @Override
    public void add(List<String> added, long nowNs) {
        watch.add(added, nowNs);
    }

    @Override
    public boolean remove(String symbol, FeedReason reason, long nowNs) {
        return watch.remove(symbol, reason, nowNs);
    }

    @Override
    public void onConnection(int connectionId, long nowNs) {
        writer.connection(connectionId);
        watch.onConnection(nowNs);
    }

    @Override
    public boolean onBeat(long nowNs) {
        return watch.onBeat(nowNs);
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        boolean taken = recorded.wrap(buffer, offset, length)
                ? onAnswer(recorded.request(), buffer, recorded.body(), recorded.bodyLength(), receiveTimeNs)
                : onMessage(buffer, offset, length, receiveTimeNs);
        counters.count(taken ? FeedCounter.FRAMES : FeedCounter.RING_FULL);
        return taken;
    }

    @Override
    public boolean onAnswer(String request, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        if (pending != null) {
            return publish();
        }
        byte[] bytes = new byte[length];
        body.getBytes(offset, bytes);
        ChartAnswer answer;
        try {
            answer = ChartAnswer.read(bytes, 0, length);
        } catch (IOException e) {
            return onRefused(RejectReason.MALFORMED, 0, body, offset, length, receiveTimeNs);
        }
        if (!answer.error().isEmpty()) {
            boolean isUnknown = answer.error().equals(NOT_FOUND);
            RejectReason reason = isUnknown ? RejectReason.UNKNOWN_INSTRUMENT : RejectReason.UNKNOWN_MESSAGE;
            return onRefused(reason, 0, body, offset, length, receiveTimeNs);
        }
        ChartMeta meta = answer.meta();
        ChartInterval interval = ChartInterval.of(meta.granularity());
        YahooInstrument instrument =
                instrument(meta.symbol(), meta.currency(), YahooNames.assetClass(meta.instrumentType()));
        if (interval == null || instrument == null) {
            RejectReason reason = interval == null ? RejectReason.MALFORMED : RejectReason.UNKNOWN_INSTRUMENT;
            return onRefused(reason, 0, body, offset, length, receiveTimeNs);
        }
        toldBefore = told();
        pending = charts.chart(answer, interval, instrument, receiveTimeNs);
        return publish();
    }

    @Override
    public boolean onRefusal(String symbol, FeedState state, long nowNs) {
        define(symbol);
        return watch.onRefusal(symbol, state, nowNs);
    }

    @Override
    public boolean isPolled() {
        return true;
    }

    @Override
    public boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        counters.count(FeedCounter.SNAPSHOTS_UNUSED);
        return true;
    }

    @Override
    public boolean onSnapshotFailed(String symbol, long receiveTimeNs) {
        return true;
    }

    @Override
    public boolean onDisconnect(long receiveTimeNs) {
        return watch.onDisconnect(receiveTimeNs);
    }

    private boolean onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        PricingData data;
        try {
            data = StreamFrame.read(buffer, offset, length);
        } catch (IOException e) {
            return onRefused(RejectReason.MALFORMED, 0, buffer, offset, length, receiveTimeNs);
        }
        if (data == null || data.isHeartbeat()) {
            counters.count(FeedCounter.CONTROL);
            return true;
        }
        YahooInstrument instrument = instrument(data.symbol(), data.currency(), data.assetClass());
        if (instrument == null) {
            return onRefused(RejectReason.UNKNOWN_INSTRUMENT, 0, buffer, offset, length, receiveTimeNs);
        }
        instrument.onData(receiveTimeNs);
        RejectReason reason = prices.judge(data, instrument);
        return reason == RejectReason.NULL_VAL
                ? prices.publish(data, instrument, receiveTimeNs)
                : onRefused(reason, instrument.id(), buffer, offset, length, receiveTimeNs);
    }

    /** Has a symbol known that nothing came of, if it says by itself what it is. */
    private void define(String symbol) {
        String currency = YahooMarkets.currency(symbol);
        if (!currency.isEmpty()) {
            var unused =
                    instrument(symbol, currency, YahooMarkets.isCoin(symbol) ? AssetClass.CRYPTO : AssetClass.EQUITY);
        }
    }

    private boolean publish() {
        if (!charts.publish(pending)) {
            return false;
        }
        pending = null;
        if (told() == toldBefore) {
            counters.count(FeedCounter.IGNORED); // nothing in it is news
        }
        return true;
    }

    private long told() {
        return counters.get(FeedCounter.BARS) + counters.get(FeedCounter.REJECTED);
    }

    /** Returns what is kept of an instrument that the engine knows, or null if it is none of ours. */
    private YahooInstrument instrument(int id) {
        String symbol = resolver.instrument(id).symbol();
        return symbols.wants(symbol) ? symbols.find(symbol) : null;
    }

    /** Returns what is kept of a symbol, or null if it is none of ours. */
    private YahooInstrument instrument(String symbol, String currency, AssetClass assetClass) {
        if (symbol.isEmpty() || symbol.getBytes(UTF_8).length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            return null;
        }
        if (symbols.wants(symbol)) {
            resolver.describe(YahooNames.describe(venue, symbol, currency, assetClass));
        }
        YahooInstrument instrument = symbols.find(symbol);
        return instrument == null || instrument.id() == InstrumentResolver.UNKNOWN ? null : instrument;
    }

    private boolean onRefused(
            RejectReason reason, int instrumentId, DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(reason, instrumentId, VenueBarEncoder.TEMPLATE_ID, 0);
        refused.wrap(buffer, offset, length);
        writer.refused(receiveTimeNs, refused.array(), refused.start(), length);
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }
}

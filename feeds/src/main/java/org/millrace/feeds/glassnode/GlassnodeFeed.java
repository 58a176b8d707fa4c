package org.millrace.feeds.glassnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.polling.AnswerHandler;
import org.millrace.feeds.polling.RecordedAnswer;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.MetricId;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Turns Glassnode's answers into observations: each value once, and again, flagged REVISED, when it is stated otherwise.
 * One thread; an answer that found the ring full is taken again and goes on where it stopped.
 */
public final class GlassnodeFeed implements VenueDecoder, AnswerHandler {
    private static final int ASSET_CAPACITY = 1_024;

    private final Venue venue;
    private final InstrumentResolver resolver;
    private final EventPublisher publisher;
    private final FeedCounters counters = new FeedCounters();
    private final SymbolTable<GlassnodeInstrument> assets;
    private final InputWriter writer;
    private final FrameBytes refused = new FrameBytes(0);
    private final InstrumentWatch<GlassnodeInstrument> watch;
    private final RecordedAnswer recorded = new RecordedAnswer();

    public GlassnodeFeed(Venue venue, InstrumentResolver resolver, EventPublisher publisher) {
        this.venue = venue;
        this.resolver = resolver;
        this.publisher = publisher;
        assets = new SymbolTable<>(venue.value(), resolver, ASSET_CAPACITY, GlassnodeInstrument::new);
        writer = new InputWriter(venue.value(), publisher);
        watch = new InstrumentWatch<>(assets, InstrumentWatch.Books.none(), writer, publisher, counters);
    }

    /** Remembers what the line has taken before the start, each series oldest first. */
    public GlassnodeFeed recall(KnownSeries known) {
        known.forEach((buffer, offset, length) -> {
            boolean isOurs = EventPrefix.venue(buffer, offset) == venue.value()
                    && EventPrefix.templateId(buffer, offset) == MetricDecoder.TEMPLATE_ID;
            GlassnodeInstrument asset = isOurs ? asset(EventPrefix.instrumentId(buffer, offset)) : null;
            if (asset != null) {
                MetricDecoder event =
                        new MetricDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                MetricSeries series = asset.series(event.metricId(), (int) event.resolution());
                if (series != null) {
                    series.recall(NANOSECONDS.toSeconds(EventPrefix.eventTime(buffer, offset)), event.value());
                }
            }
        });
        return this;
    }

    /** Returns when the newest interval of a series began, seconds; 0 = none is known. */
    long latestStart(MetricRequest request) {
        GlassnodeInstrument asset = assets.known(request.asset());
        return asset == null ? 0 : asset.latestStart(request);
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
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        boolean taken = recorded.wrap(buffer, offset, length)
                ? onAnswer(recorded.request(), buffer, recorded.body(), recorded.bodyLength(), receiveTimeNs)
                : onRefused(RejectReason.UNKNOWN_MESSAGE, buffer, offset, length, receiveTimeNs);
        counters.count(taken ? FeedCounter.FRAMES : FeedCounter.RING_FULL);
        return taken;
    }

    @Override
    public boolean onAnswer(String request, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        MetricRequest wanted = MetricRequest.of(request);
        if (wanted == null) {
            counters.count(FeedCounter.IGNORED); // how much of the plan is used, and the like
            return true;
        }
        byte[] bytes = new byte[length];
        body.getBytes(offset, bytes);
        MetricAnswer answer;
        try {
            answer = MetricAnswer.read(bytes);
        } catch (IOException e) {
            return onRefused(RejectReason.MALFORMED, body, offset, length, receiveTimeNs);
        }
        GlassnodeInstrument asset = asset(wanted.asset());
        if (asset == null) {
            return onRefused(RejectReason.UNKNOWN_INSTRUMENT, body, offset, length, receiveTimeNs);
        }
        long toldBefore = told();
        for (MetricPoint point : answer.points()) {
            if (!publish(wanted, asset, point, receiveTimeNs)) {
                return false;
            }
        }
        if (told() == toldBefore) {
            counters.count(FeedCounter.IGNORED); // nothing in it is news
        }
        asset.onTaken(wanted, answer.latestStart());
        return true;
    }

    @Override
    public boolean onRefusal(String symbol, FeedState state, long nowNs) {
        return asset(symbol) == null || watch.onRefusal(symbol, state, nowNs);
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
        return true;
    }

    private long told() {
        return counters.get(FeedCounter.METRICS) + counters.get(FeedCounter.REJECTED);
    }

    private boolean publish(MetricRequest request, GlassnodeInstrument asset, MetricPoint point, long receiveTimeNs) {
        long metricId = MetricId.of(request.path(), point.part());
        MetricSeries series = asset.series(metricId, request.resolution().seconds());
        MetricSeries.Change change =
                series == null ? MetricSeries.Change.NONE : series.change(point.start(), point.value());
        if (change == MetricSeries.Change.NONE) {
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        RejectReason reason = MetricRules.judge(request, point, receiveTimeNs);
        if (reason != RejectReason.NULL_VAL) {
            refuse(reason, asset, point, receiveTimeNs);
        } else {
            writer.metric(0, asset, SECONDS.toNanos(point.start()), receiveTimeNs)
                    .value(point.value())
                    .metricId(metricId)
                    .resolution(request.resolution().seconds());
            counters.count(FeedCounter.METRICS);
            if (change == MetricSeries.Change.REVISED) {
                EventPrefix.flags(publisher.slot(0), 0, EventPrefix.REVISED);
                counters.count(FeedCounter.REVISED);
            }
        }
        publisher.commit();
        series.put(point.start(), point.value());
        return true;
    }

    private void refuse(RejectReason reason, GlassnodeInstrument asset, MetricPoint point, long receiveTimeNs) {
        byte[] raw = Double.toString(point.value()).getBytes(UTF_8);
        writer.rejected(reason, asset.id(), MetricEncoder.TEMPLATE_ID, 0);
        writer.refused(receiveTimeNs, raw, 0, raw.length);
        writer.rejectedTimes(SECONDS.toNanos(point.start()), receiveTimeNs);
        counters.countRejected(reason);
    }

    /** Returns what is kept of an asset that the engine knows, or null if it is none of ours. */
    private GlassnodeInstrument asset(int id) {
        String symbol = resolver.instrument(id).symbol();
        return assets.wants(symbol) ? assets.find(symbol) : null;
    }

    /** Returns what is kept of an asset, or null if it is none of ours. */
    private GlassnodeInstrument asset(String symbol) {
        if (symbol.getBytes(UTF_8).length > InstrumentTable.MAX_SYMBOL_LENGTH) {
            return null;
        }
        if (assets.wants(symbol)) {
            resolver.describe(new Instrument(0, venue, symbol, symbol, -8, -8, 0, 0, AssetClass.METRIC));
        }
        GlassnodeInstrument asset = assets.find(symbol);
        return asset == null || asset.id() == InstrumentResolver.UNKNOWN ? null : asset;
    }

    private boolean onRefused(RejectReason reason, DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(reason, 0, MetricEncoder.TEMPLATE_ID, 0);
        refused.wrap(buffer, offset, length);
        writer.refused(receiveTimeNs, refused.array(), refused.start(), length);
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }
}

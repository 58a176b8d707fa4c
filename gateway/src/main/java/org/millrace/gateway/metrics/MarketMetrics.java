package org.millrace.gateway.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventNames;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.latest.InstrumentNames;

/**
 * Counts what the line publishes, as one event loop reads it: the line itself counts nothing for the metrics page. The
 * first instruments have labels of their own, the rest share one; bars and durations are told apart of the very first only.
 */
public final class MarketMetrics implements FrameConsumer {
    private static final int LABELLED_INSTRUMENTS = 100;
    private static final int DETAILED_INSTRUMENTS = 16; // of 76 series each, the others of 6: some 2,700 in all
    private static final int TEMPLATE_LIMIT = 256;
    private static final double NANOS = 1e9;
    static final String OTHER = "other";

    private final Metrics metrics;
    private final EpochNanoClock clock;
    private final IntToLongFunction sent;
    private final Durations durations;
    private final CheckMetrics checks;
    private final Histogram.Series toGateway;
    private final EventNames names = new EventNames();
    private final Count[] byTemplate = new Count[TEMPLATE_LIMIT];
    private final Int2ObjectHashMap<InstrumentMetrics> instruments = new Int2ObjectHashMap<>();
    private final Map<String, InstrumentMetrics> labelled = new HashMap<>();
    private final Set<String> named = new HashSet<>(); // by venue: whose trades are counted
    private final Map<Venue, VenueMetrics> venues = new EnumMap<>(Venue.class);
    private final Function<Venue, VenueMetrics> newVenue = this::newVenue; // once, not each time it is asked for
    private final List<VenueMetrics> told = new CopyOnWriteArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final QualityScoreDecoder score = new QualityScoreDecoder();
    private final FeedStatusDecoder feed = new FeedStatusDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final TradeVerdictDecoder verdict = new TradeVerdictDecoder();
    private long nowNs;

    /**
     * Registers what needs no label of an instrument.
     *
     * @param sent tells how many messages of an instrument clients were sent
     */
    public MarketMetrics(Metrics metrics, EpochNanoClock clock, IntToLongFunction sent) {
        this.metrics = metrics;
        this.clock = clock;
        this.sent = sent;
        durations = new Durations(metrics);
        checks = new CheckMetrics(metrics);
        toGateway = durations.toGateway();
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        nowNs = clock.nanoTime();
        int message = 0;
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            message = FanOutFrame.messageOffset(offset);
            int channel = FanOutFrame.channel(frames, offset);
            if (!Channels.isSecond(channel)) { // else it is there twice
                count(frames, message);
                onEvent(frames, message, channel);
            }
        }
        Durations.observe(toGateway, sinceReceipt(frames, message));
    }

    /** Says what is wrong with connections, where all are down; for any thread. */
    public String complaint() {
        return !told.isEmpty() && told.stream().allMatch(VenueMetrics::isDown) ? "no venue is connected" : "";
    }

    @Override
    public void onLoss() {
        // what was lost is not counted
    }

    private void onEvent(DirectBuffer frames, int message, int channel) {
        switch (EventPrefix.templateId(frames, message)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(frames, message);
            case QuoteDecoder.TEMPLATE_ID -> checks.onAccepted(false);
            case TradeVerdictDecoder.TEMPLATE_ID ->
                checks.onVerdict(
                        verdict.wrapAndApplyHeader(frames, message, header).verdict());
            case BarDecoder.TEMPLATE_ID -> onBar(frames, message, channel - Channels.BARS);
            case IndicatorsDecoder.TEMPLATE_ID ->
                instrument(frames, message).onIndicators(sinceReceipt(frames, message));
            case FeaturesDecoder.TEMPLATE_ID -> onFeatures(frames, message);
            case BookTopDecoder.TEMPLATE_ID ->
                instrument(frames, message)
                        .onBook(top.wrapAndApplyHeader(frames, message, header).state() == BookState.LIVE);
            case QualityScoreDecoder.TEMPLATE_ID ->
                instrument(frames, message).onScore(score.wrapAndApplyHeader(frames, message, header));
            case RejectedDecoder.TEMPLATE_ID -> onRejected(frames, message);
            case FeedStatusDecoder.TEMPLATE_ID -> onFeedStatus(frames, message);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(frames, message);
            default -> {} // counted by its type
        }
    }

    private void onTrade(DirectBuffer frames, int message) {
        InstrumentMetrics instrument = instrument(frames, message);
        VenueMetrics venue = venue(frames, message);
        if (instrument == labelled.get(OTHER)) {
            venue.onOtherTrade();
        } else {
            instrument.onTrade();
        }
        venue.onTrade(EventPrefix.instrumentId(frames, message));
        checks.onAccepted((EventPrefix.flags(frames, message) & EventPrefix.ANOMALY) != 0);
    }

    private void onBar(DirectBuffer frames, int message, int place) {
        bar.wrapAndApplyHeader(frames, message, header);
        if (bar.state() == BarState.CLOSED) {
            instrument(frames, message).onBar(place, (nowNs - bar.endTime()) / NANOS);
        }
    }

    private void onFeatures(DirectBuffer frames, int message) {
        features.wrapAndApplyHeader(frames, message, header);
        boolean isLast = (EventPrefix.flags(frames, message) & EventPrefix.LAST) != 0;
        instrument(frames, message).onFeatures(features.values().count(), isLast, sinceReceipt(frames, message));
    }

    private void onRejected(DirectBuffer frames, int message) {
        rejected.wrapAndApplyHeader(frames, message, header);
        venue(frames, message).onRejected(rejected.reason());
        if (rejected.inputSequence() != 0) {
            checks.onRejected(rejected.reason());
        }
    }

    private void onFeedStatus(DirectBuffer frames, int message) {
        feed.wrapAndApplyHeader(frames, message, header);
        VenueMetrics venue = venue(frames, message);
        venue.onStatus(feed.stream(), feed.state(), feed.reason());
        if (feed.reason() == FeedReason.CLOCK) {
            venue.onClock(feed.clockOffset(), feed.clockSuspect() == BooleanType.T);
        }
        if (feed.stream() == FeedStream.TRADES && feed.state() == FeedState.DISCONNECTED) {
            venue.onEnd(EventPrefix.instrumentId(frames, message));
        }
        if (feed.stream() == FeedStream.CONNECTION) {
            venue.onConnection(
                    feed.connectionId(), feed.state(), feed.reason(), EventPrefix.eventTime(frames, message));
        }
    }

    private void onDefinition(DirectBuffer frames, int message) {
        int id = EventPrefix.instrumentId(frames, message);
        if (instruments.containsKey(id)) {
            return;
        }
        venue(frames, message);
        definition.wrapAndApplyHeader(frames, message, header);
        if (instruments.size() >= LABELLED_INSTRUMENTS) {
            instruments.put(id, other());
            return;
        }
        String exchange = InstrumentNames.venueName(definition.prefix().venue());
        String name = definition.name();
        String symbol = labelled.containsKey(name) ? exchange + ':' + name : name;
        InstrumentMetrics others = instruments.size() < DETAILED_INSTRUMENTS ? null : other();
        instruments.put(id, labelled.computeIfAbsent(symbol, key -> label(exchange, name, symbol, id, others)));
    }

    private InstrumentMetrics label(String exchange, String name, String symbol, int id, InstrumentMetrics others) {
        metrics.counter(
                "websocket_messages_sent_total",
                "Messages sent to WebSocket clients.",
                () -> sent.applyAsLong(id),
                "symbol",
                symbol);
        InstrumentMetrics instrument =
                others == null ? new InstrumentMetrics(symbol, metrics, durations) : new InstrumentMetrics(others);
        instrument.show(symbol, metrics);
        if (others == null) {
            instrument.showChecks(symbol, metrics);
        }
        boolean isFirst = named.add(exchange + ':' + name); // a venue may have one thing under two symbols
        instrument.countTrades(exchange, isFirst ? name : symbol, metrics);
        return instrument;
    }

    private InstrumentMetrics instrument(DirectBuffer frames, int message) {
        InstrumentMetrics instrument = instruments.get(EventPrefix.instrumentId(frames, message));
        return instrument == null ? other() : instrument;
    }

    private InstrumentMetrics other() {
        return labelled.computeIfAbsent(OTHER, key -> new InstrumentMetrics(OTHER, metrics, durations));
    }

    private VenueMetrics venue(DirectBuffer frames, int message) {
        return venues.computeIfAbsent(Venue.get((short) EventPrefix.venue(frames, message)), newVenue);
    }

    private VenueMetrics newVenue(Venue venue) {
        VenueMetrics made = new VenueMetrics(InstrumentNames.venueName(venue), metrics, durations);
        told.add(made);
        return made;
    }

    private void count(DirectBuffer frames, int message) {
        int templateId = EventPrefix.templateId(frames, message);
        if (byTemplate[templateId] == null) {
            Count count = new Count();
            byTemplate[templateId] = count;
            metrics.counter("events_total", "Events published.", count::get, "type", names.of(templateId));
        }
        byTemplate[templateId].increment();
    }

    private double sinceReceipt(DirectBuffer frames, int message) {
        return (nowNs - EventPrefix.receiveTime(frames, message)) / NANOS;
    }
}

package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.feature.FeatureSets;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.journal.history.History.FeatureRow;

/**
 * Features of five minutes, two bars at least, of each instrument, timeframe and set, for {@value #MOST_INSTRUMENTS}
 * instruments; and what the values of each set are called.
 */
public final class FeatureTable {
    /** Instruments whose features are kept. */
    static final int MOST_INSTRUMENTS = 64;

    private static final int MOST_STREAMS = MOST_INSTRUMENTS * Channels.TIMEFRAMES.size();
    private static final int FEWEST_ROWS = 2;
    /** Timeframes that time bars have. */
    private static final int TIMEFRAMES = 9;

    private final FeatureSets sets = new FeatureSets();
    private final Long2ObjectHashMap<List<FeatureSeries>> series = new Long2ObjectHashMap<>();
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final Map<Integer, List<UnsafeBuffer>> definitions = new TreeMap<>(); // by set
    private List<UnsafeBuffer> openDefinitions = new ArrayList<>();

    /**
     * Rows that are in memory.
     *
     * @param rows     oldest first
     * @param oldestNs start of the oldest that is kept, also where it is not among these; {@link Long#MAX_VALUE}: none is
     */
    public record Kept(List<FeatureRow> rows, long oldestNs) {
        /** Has nothing. */
        public static final Kept NONE = new Kept(List.of(), Long.MAX_VALUE);

        public Kept {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The newest row of a set.
     *
     * @param timeframe its place among {@link Channels#TIMEFRAMES}
     */
    public record Newest(FeatureSet set, int timeframe, FeatureRow row) {}

    FeatureTable() {}

    /**
     * Returns the most bytes of the heap that a set may take here.
     *
     * @param timeframes  as {@code 1m}, the shortest first
     * @param features    of the set
     * @param instruments that there may be
     */
    public static long bytes(List<String> timeframes, int features, int instruments) {
        long bytes = 0;
        int streams = MOST_STREAMS;
        for (String timeframe : timeframes) {
            int count = Math.min(instruments, streams);
            streams -= count;
            bytes += count * FeatureSeries.bytes(rows(Timeframes.seconds(timeframe)), features);
        }
        return bytes;
    }

    /** Returns the sets by what was told of them. */
    public FeatureSets sets() {
        return sets;
    }

    /** Returns the newest rows of an instrument whose values have names, the shortest timeframe first. */
    public List<Newest> newest(int instrumentId) {
        List<Newest> newest = new ArrayList<>();
        for (int timeframe = 0; timeframe < TIMEFRAMES; timeframe++) {
            for (FeatureSeries each : of(timeframe, instrumentId)) {
                FeatureSet set = sets.get(each.setId(), each.version());
                if (set != null && each.newest() != null) {
                    newest.add(new Newest(set, timeframe, each.newest()));
                }
            }
        }
        return newest;
    }

    /**
     * Returns the newest rows of a span that are in memory.
     *
     * @param timeframe its place among {@link Channels#TIMEFRAMES}
     */
    public Kept copy(int instrumentId, int timeframe, FeatureSet set, Span span) {
        for (FeatureSeries each : of(timeframe, instrumentId)) {
            if (each.setId() == set.id() && each.version() == set.version()) {
                return new Kept(each.copy(span.fromNs(), span.toNs(), span.knownByNs(), span.limit()), each.oldestNs());
            }
        }
        return Kept.NONE;
    }

    /**
     * Which rows are wanted.
     *
     * @param fromNs    first start of a bar, UTC ns
     * @param toNs      exclusive, UTC ns
     * @param knownByNs only rows that were known then, UTC ns
     * @param limit     most rows
     */
    public record Span(long fromNs, long toNs, long knownByNs, int limit) {}

    void onDefinition(DirectBuffer buffer, int message, int length) {
        int flags = EventPrefix.flags(buffer, message);
        if ((flags & EventPrefix.FIRST) != 0) {
            openDefinitions = new ArrayList<>();
        }
        openDefinitions.add(Desk.copy(buffer, message, length));
        FeatureSet whole = sets.onDefinition(buffer, message);
        if (whole != null) {
            definitions.put(whole.id(), openDefinitions);
        } else if ((flags & EventPrefix.LAST) != 0) {
            definitions.remove(
                    definition.wrapAndApplyHeader(buffer, message, header).setId());
        }
        if ((flags & EventPrefix.LAST) != 0) {
            openDefinitions = new ArrayList<>();
        }
    }

    /** Returns what the declared sets were declared with, and what has begun to be told of another. */
    List<UnsafeBuffer> definitions() {
        List<UnsafeBuffer> messages = new ArrayList<>();
        definitions.values().forEach(messages::addAll);
        messages.addAll(openDefinitions);
        return messages;
    }

    void onFeatures(int channel, DirectBuffer buffer, int message, int length) {
        if (Channels.isSecond(channel)) {
            return; // it is here already, by its timeframe
        }
        features.wrapAndApplyHeader(buffer, message, header);
        long key = key(channel - Channels.FEATURES, EventPrefix.instrumentId(buffer, message));
        List<FeatureSeries> all = series.get(key);
        if (all == null) {
            if (series.size() >= MOST_STREAMS) {
                return;
            }
            all = new ArrayList<>();
            series.put(key, all);
        }
        seriesOf(all, channel - Channels.FEATURES).onMessage(buffer, message, length);
    }

    /** Returns a stream's newest whole runs, and those that have begun: of each set, or, where it is a set's, of each timeframe. */
    List<UnsafeBuffer> messages(int channel, int instrumentId) {
        int setId = Channels.setOf(channel);
        List<UnsafeBuffer> messages = new ArrayList<>();
        for (int timeframe = 0; timeframe < TIMEFRAMES; timeframe++) {
            boolean isWanted = setId != 0 || timeframe == channel - Channels.FEATURES;
            for (FeatureSeries each : isWanted ? of(timeframe, instrumentId) : List.<FeatureSeries>of()) {
                if (setId == 0 || each.setId() == setId) {
                    messages.addAll(each.messages());
                }
            }
        }
        return messages;
    }

    /** Begins anew: the engine declares all of its sets when it has started. */
    void begin() {
        sets.begin();
        definitions.clear();
        openDefinitions = new ArrayList<>();
    }

    /** Forgets rows, because messages were lost; what the values are called stays. */
    void forget() {
        series.clear();
    }

    private List<FeatureSeries> of(int timeframe, int instrumentId) {
        return series.getOrDefault(key(timeframe, instrumentId), List.of());
    }

    private FeatureSeries seriesOf(List<FeatureSeries> all, int timeframe) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).setId() == features.setId()) {
                return all.get(i);
            }
        }
        FeatureSeries made =
                new FeatureSeries(features.setId(), rows(Timeframes.seconds(Channels.TIMEFRAMES.get(timeframe))));
        all.add(made);
        return made;
    }

    /** Returns how many rows of bars of so many seconds are kept. */
    private static int rows(long seconds) {
        return (int) Math.max(FEWEST_ROWS, TimeUnit.MINUTES.toSeconds(5) / seconds);
    }

    private static long key(int timeframe, int instrumentId) {
        return (long) timeframe << Integer.SIZE | (instrumentId & 0xFFFF_FFFFL);
    }
}

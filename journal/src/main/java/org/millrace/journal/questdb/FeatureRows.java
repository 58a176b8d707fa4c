package org.millrace.journal.questdb;

import io.questdb.client.Sender;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.feature.FeatureSets;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.PrefixDecoder;
import org.millrace.codecs.sbe.Venue;

/**
 * Turns each run of Features into one row of {@code ml_features}, which has a column for each feature's name, and each
 * definition of a set into rows of {@code feature_sets}, so that the store knows its columns' order.
 *
 * <pre>
 *   FIRST ──▶ open ──▶ LAST: a row
 *               └────▶ another cause, or FIRST: cut short, lost
 * </pre>
 */
final class FeatureRows {
    private static final int NOT_OF_THE_RUN = ~(EventPrefix.FIRST | EventPrefix.LAST);
    private static final int MOST_VALUES = 1 << Short.SIZE;

    private final Rows rows;
    private final FeaturesDecoder features = new FeaturesDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeatureSets sets = new FeatureSets();
    private final Set<List<Integer>> notToBeFound = new HashSet<>();
    private final Map<List<Integer>, FeatureSet> written = new HashMap<>();
    private Lost lost = (sequence, why) -> {};
    private double[] values = new double[256];
    private int count;
    private long firstSequence; // of the run that is open; 0: none is
    private long cause;

    /** Told of rows that cannot be made. */
    @FunctionalInterface
    interface Lost {
        void row(long sequence, String why);
    }

    FeatureRows(Rows rows) {
        this.rows = rows;
        Arrays.fill(values, Double.NaN);
    }

    void onLost(Lost listener) {
        lost = listener;
    }

    /** Begins anew, where another sender is written to: what was read last is read again. */
    void begin() {
        firstSequence = 0;
        written.clear();
    }

    /** Returns the sequence of the first event that a row is still to be made of; 0: none. */
    long openSince() {
        return firstSequence;
    }

    /** Tells whether the names of a set's values are known. */
    boolean knows(int setId, int version) {
        return sets.get(setId, version) != null;
    }

    /** Takes from now on as lost what is of a set that no definition tells of. */
    void giveUp(int setId, int version) {
        notToBeFound.add(List.of(setId, version));
    }

    /** Takes note of a definition, and of nothing else: of events that were read before, or are yet to be read. */
    void recall(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == FeatureDefinitionDecoder.TEMPLATE_ID) {
            sets.onDefinition(buffer, offset);
        }
    }

    /** Looks at an event of any kind: one of another cause shows that a run will not go on. */
    void before(DirectBuffer buffer, int offset) {
        if (firstSequence != 0 && EventPrefix.cause(buffer, offset) != cause) {
            cutShort();
        }
    }

    void onDefinition(DirectBuffer buffer, int offset) {
        FeatureSet set = sets.onDefinition(buffer, offset);
        if (set != null && !set.equals(written.put(List.of(set.id(), set.version()), set))) {
            for (int place = 0; place < set.features().size(); place++) {
                rows.begin("feature_sets", 0, Venue.NONE)
                        .symbol("feature_set", set.name())
                        .symbol("feature", set.features().get(place))
                        .longColumn("set_id", set.id())
                        .longColumn("version", set.version())
                        .longColumn("place", place);
                rows.end(0); // one time for all, so that one told of again replaces itself
            }
        }
    }

    /**
     * Takes one message of a run.
     *
     * @throws UnknownFeaturesException if the run is whole, and it is not known what its values are called
     */
    void onFeatures(DirectBuffer buffer, int offset) {
        features.wrapAndApplyHeader(buffer, offset, header);
        int flags = EventPrefix.flags(buffer, offset);
        if ((flags & EventPrefix.FIRST) != 0) {
            if (firstSequence != 0) {
                cutShort();
            }
            open(EventPrefix.sequence(buffer, offset), EventPrefix.cause(buffer, offset));
        }
        if (firstSequence == 0) {
            lost.row(rows.sequence(), "features without the first of their run");
            return;
        }
        take();
        if ((flags & EventPrefix.LAST) != 0) {
            firstSequence = 0;
            close(flags & NOT_OF_THE_RUN);
        }
    }

    private void open(long sequence, long newCause) {
        firstSequence = sequence;
        cause = newCause;
        Arrays.fill(values, 0, count, Double.NaN);
        count = 0;
    }

    private void take() {
        int place = features.firstIndex();
        FeaturesDecoder.ValuesDecoder group = features.values();
        int end = Math.min(place + group.count(), MOST_VALUES);
        if (end > values.length) {
            int before = values.length;
            values = Arrays.copyOf(values, Math.max(end, before * 2));
            Arrays.fill(values, before, values.length, Double.NaN);
        }
        while (place < end) {
            values[place++] = group.next().value();
        }
        count = Math.max(count, end);
    }

    private void close(int flags) {
        FeatureSet set = sets.get(features.setId(), features.setVersion());
        if (set == null) {
            if (!notToBeFound.contains(List.of(features.setId(), features.setVersion()))) {
                throw new UnknownFeaturesException(features.setId(), features.setVersion());
            }
            lost.row(
                    rows.sequence(),
                    "features of set " + features.setId() + " version " + features.setVersion()
                            + ", of which no definition is kept");
            return;
        }
        Sender row = rows.begin(
                "ml_features",
                features.prefix().instrumentId(),
                features.prefix().venue());
        row.symbol("timeframe", Timeframes.text(features.timeframe())).symbol("feature_set", set.name());
        row.longColumn("version", set.version()).longColumn("flags", flags);
        PrefixDecoder prefix = features.prefix();
        rows.time("known_at", Math.max(prefix.eventTime(), prefix.receiveTime())); // what closed the bar came later
        for (int i = 0; i < Math.min(count, set.features().size()); i++) {
            rows.known(set.features().get(i), values[i]);
        }
        rows.end(features.startTime());
    }

    private void cutShort() {
        lost.row(firstSequence, "features whose run was cut short");
        firstSequence = 0;
    }
}

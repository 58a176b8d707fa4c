package org.millrace.engine.features;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.bars.OwnBars;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Gives the values of each declared feature set at each closed time bar, right behind the bar's indicators. So the bars
 * that count are those that the indicators count: an instrument's own, or its venue's where it has none of its own.
 *
 * <p>A set begins when its last FeatureDefinition has come. The same set again changes nothing, another one under its
 * number begins anew, a definition without a feature ends it.
 */
public final class FeaturesStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "features";

    private static final int FORMAT_VERSION = 2; // since then it knows past sets, and no top waits for a time ahead
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final FeatureDefinitionDecoder feature = new FeatureDefinitionDecoder();
    private final InstrumentDefinitionDecoder instrument = new InstrumentDefinitionDecoder();
    private final BarView view = new BarView();
    private final OwnBars ownBars = new OwnBars();
    private final PerInstrument<TradingHours> hours = new PerInstrument<>();
    private final PerInstrument<BookTops> tops = new PerInstrument<>();
    private final DefinitionRun run = new DefinitionRun();
    /** Indicators follow right behind their bar, so that nothing of it has to be kept longer. */
    private final ClosedBar closed = new ClosedBar();

    private final FeatureEvents events;
    private final List<FeatureSet> sets = new ArrayList<>();
    /** What values under a number and version have meant. */
    private final List<FeatureSetDefinition> past = new ArrayList<>();

    /** Creates a stage without any set. */
    public FeaturesStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        events = new FeatureEvents(next);
    }

    /** Returns the sets that there are, and have been. Only while the line is quiet. */
    public KnownSets knownSets() {
        return new KnownSets(sets.stream().map(FeatureSet::definition).toList(), past);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        if (template == SnapshotMarkerDecoder.TEMPLATE_ID) {
            snapshot(buffer, offset, length);
            sets.forEach(set -> events.definition(set.definition(), buffer, offset)); // for who reads from here on
            return;
        }
        next.onEvent(buffer, offset, length); // the cause goes first
        switch (template) {
            case BookTopDecoder.TEMPLATE_ID -> onTop(buffer, offset);
            case BarDecoder.TEMPLATE_ID -> onBar(buffer, offset);
            case VenueBarDecoder.TEMPLATE_ID -> onVenueBar(buffer, offset);
            case IndicatorsDecoder.TEMPLATE_ID -> onIndicators(buffer, offset);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrument(buffer, offset);
            case FeatureDefinitionDecoder.TEMPLATE_ID -> onDefinition(buffer, offset);
            default -> {}
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void save(SnapshotWriter out) {
        ownBars.save(out);
        hours.save(out, (each, to) -> to.putInt(each.id()));
        tops.save(out, BookTops::save);
        run.save(out);
        out.putInt(sets.size());
        sets.forEach(set -> set.save(out));
        out.putInt(past.size());
        past.forEach(each -> each.save(out));
    }

    @Override
    public void load(SnapshotReader in) {
        ownBars.load(in);
        hours.load(in, from -> TradingHours.of(from.getInt()));
        tops.load(in, BookTops::load);
        run.load(in);
        for (int left = in.getInt(); left > 0; left--) {
            sets.add(FeatureSet.load(in));
        }
        for (int left = in.getInt(); left > 0; left--) {
            past.add(FeatureSetDefinition.load(in));
        }
    }

    private void onTop(DirectBuffer buffer, int offset) {
        BookTops of = tops.of(buffer, offset);
        if (of != null) {
            top.wrap(buffer, offset + HEADER, BookTopDecoder.BLOCK_LENGTH, BookTopDecoder.SCHEMA_VERSION);
            of.add(top, EventPrefix.eventTime(buffer, offset));
        }
    }

    private void onBar(DirectBuffer buffer, int offset) {
        bar.wrap(buffer, offset + HEADER, BarDecoder.BLOCK_LENGTH, BarDecoder.SCHEMA_VERSION);
        if (bar.kind() != BarKind.TIME || bar.state() == BarState.IN_PROGRESS) {
            return;
        }
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        if (ownBars.note(instrumentId)) {
            beginAnew(instrumentId);
        }
        if (bar.state() == BarState.CLOSED) {
            view.wrapBar(buffer, offset);
            closed.read(view, buffer, offset);
        } else {
            onCorrection(instrumentId, Timeframes.indexOf(bar.timeframe()), EventPrefix.flags(buffer, offset));
        }
    }

    private void onVenueBar(DirectBuffer buffer, int offset) {
        venueBar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
        if (venueBar.closed() == BooleanType.T) {
            view.wrapVenueBar(buffer, offset);
            closed.read(view, buffer, offset);
        }
    }

    private void onIndicators(DirectBuffer buffer, int offset) {
        indicators.wrapAndApplyHeader(buffer, offset, header);
        if (closed.isOf(EventPrefix.instrumentId(buffer, offset), indicators)) {
            onClosed(buffer, offset);
        }
        closed.clear();
    }

    private void onClosed(DirectBuffer buffer, int offset) {
        boolean isRead = false;
        for (int i = 0; i < sets.size(); i++) {
            FeatureSet set = sets.get(i);
            FeatureSeries series = set.series(closed.instrumentId, closed.timeframe);
            if (series != null) {
                if (!isRead) {
                    readAround();
                    isRead = true;
                }
                events.values(set, closed, set.update(series, closed), buffer, offset);
            }
        }
    }

    /** Has the bar know its indicators, the market's hours and the top of the book. */
    private void readAround() {
        closed.read(indicators);
        closed.hours = hours.get(closed.instrumentId);
        tops.get(closed.instrumentId).read(closed);
    }

    private void onCorrection(int instrumentId, int timeframe, int flags) {
        for (int i = 0; i < sets.size(); i++) {
            FeatureSeries series = sets.get(i).series(instrumentId, timeframe);
            if (series != null) {
                series.onCorrection(flags);
            }
        }
    }

    private void beginAnew(int instrumentId) {
        for (int i = 0; i < sets.size(); i++) {
            sets.get(i).beginAnew(instrumentId);
        }
    }

    private void onInstrument(DirectBuffer buffer, int offset) {
        instrument.wrapAndApplyHeader(buffer, offset, header);
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        hours.put(instrumentId, TradingHours.of(instrument.tradingHoursId()));
        if (tops.get(instrumentId) == null) {
            tops.put(instrumentId, new BookTops());
        }
        sets.forEach(set -> set.define(instrumentId));
    }

    private void onDefinition(DirectBuffer buffer, int offset) {
        feature.wrapAndApplyHeader(buffer, offset, header);
        run.add(feature, EventPrefix.flags(buffer, offset));
        if (!run.isWhole()) {
            return;
        }
        if (run.isEnd()) {
            remove(feature.setId());
        } else {
            int id = feature.setId();
            run.set(feature)
                    .ifPresentOrElse(this::take, () -> remove(id)); // what was before it is not what was asked for
        }
    }

    private void remove(int id) {
        sets.stream()
                .map(FeatureSet::definition)
                .filter(known -> known.id() == id)
                .forEach(this::remember);
        sets.removeIf(set -> set.definition().id() == id);
    }

    private void remember(FeatureSetDefinition definition) {
        if (!past.contains(definition)) {
            past.add(definition);
        }
    }

    private void take(FeatureSetDefinition definition) {
        for (int i = 0; i < sets.size(); i++) {
            FeatureSetDefinition known = sets.get(i).definition();
            if (known.id() == definition.id()) {
                if (!known.equals(definition)) {
                    remember(known);
                    sets.set(i, begin(definition));
                }
                return;
            }
        }
        sets.add(begin(definition));
    }

    private FeatureSet begin(FeatureSetDefinition definition) {
        FeatureSet set = new FeatureSet(definition);
        for (int id = 1; id < hours.limit(); id++) {
            if (hours.get(id) != null) {
                set.define(id);
            }
        }
        return set;
    }
}

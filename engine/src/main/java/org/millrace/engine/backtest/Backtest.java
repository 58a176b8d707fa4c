package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.CancelCommandDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.KillSwitchCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelCommandDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.line.StandardLine.Direct;
import org.millrace.engine.strategy.Strategy;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/**
 * Runs the events of a JournalIn through the stages again, on the caller's thread, with strategies that were not there.
 * Each starts right behind the definition of its instrument, but not before the span begins: what was before warms up
 * books, bars and indicators. What the journal itself ordered and started is left out then; without strategies of its
 * own, a backtest does what the journal says.
 */
public final class Backtest implements EventConsumer {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final double NO_SCORES = 1e18; // ns: nobody in a backtest looks at scores
    private static final double NO_PROGRESS = 0; // nor at bars before they are closed

    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final List<Instrument> defined = new ArrayList<>();
    private final Long2LongHashMap bars = new Long2LongHashMap(0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final BacktestSpec spec;
    private final Map<Setting, Double> settings;
    private final List<StrategyStart> waiting;
    private final FeatureSetStarts sets;
    private final ModelStarts models;
    private final EventConsumer declaring = this::declare;
    private final TradeLog log = new TradeLog();
    private final EquityMeter meter;
    private final Stage line;
    private final boolean asRecorded;
    private final long fromNs;
    private final long toNs;
    private long count;
    private long barSeconds;
    private long barCount; // in a row of so many seconds
    private long lastNs = Long.MIN_VALUE;
    private boolean ended;

    /** Prepares a run of strategies that the engine ships. */
    public Backtest(BacktestSpec spec) {
        this(spec, ShippedStrategies.library());
    }

    /** Prepares a run of strategies in a library. */
    public Backtest(BacktestSpec spec, StrategyLibrary library) {
        this(spec, library, null);
    }

    /** Prepares a run, whose outputs somebody wants to see too: indicators and features among them. */
    public Backtest(BacktestSpec spec, StrategyLibrary library, EventConsumer also) {
        this.spec = spec;
        waiting = new ArrayList<>(spec.strategies());
        sets = new FeatureSetStarts(spec.sets());
        models = new ModelStarts(spec.models());
        asRecorded = spec.isAsRecorded();
        fromNs = spec.fromNs();
        toNs = spec.toNs();
        settings = new EnumMap<>(Setting.class);
        settings.put(Setting.QUALITY_SCORE_INTERVAL, NO_SCORES);
        settings.put(Setting.BARS_PROGRESS_INTERVAL, NO_PROGRESS);
        settings.putAll(spec.settings());
        Direct stages = StandardLine.upToTrading(
                also == null ? log : log.before(also),
                library,
                also == null ? use(spec, library) : StandardLine.Use.ALL);
        if (also == null) {
            stages.trading().keepPortfoliosQuiet();
        }
        line = stages.first();
        log.marks(stages.trading()::mark);
        meter = new EquityMeter(stages.trading(), spec);
    }

    /** Reads some events; returns how many, 0 at the end. */
    public int read(Inputs inputs) {
        return ended ? 0 : inputs.poll(this);
    }

    /** Returns how many events the line was given. */
    public long count() {
        return count;
    }

    /** Returns the instruments that the journal defines, as far as it was read. */
    public List<Instrument> instruments() {
        return List.copyOf(defined);
    }

    /**
     * Ends the run, and says what came of it.
     *
     * @throws IllegalArgumentException if a feature set has a benchmark that the journal does not define
     */
    public BacktestResult finish() {
        sets.requireAllDeclared(defined.stream().map(InstrumentName::of).toList());
        meter.finish();
        countBars();
        BacktestResult.Facts facts = new BacktestResult.Facts(
                count,
                lastNs,
                instruments(),
                List.copyOf(waiting),
                new TreeMap<>(bars),
                List.copyOf(log.faults()),
                models.waiting());
        return new Judgement(spec, meter, log).result(facts);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        long timeNs = EventPrefix.eventTime(buffer, offset);
        if (ended || sets.replaces(template)) {
            return;
        }
        if (timeNs >= toNs && template != InstrumentDefinitionDecoder.TEMPLATE_ID) {
            ended = true;
            return;
        }
        meter.before(timeNs);
        switch (template) {
            case TradeDecoder.TEMPLATE_ID, QuoteDecoder.TEMPLATE_ID, BookUpdateDecoder.TEMPLATE_ID ->
                meter.onMarket(buffer, offset);
            case VenueBarDecoder.TEMPLATE_ID -> {
                meter.onMarket(buffer, offset);
                onBar(buffer, offset);
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> define(buffer, offset, length);
            case StrategyCommandDecoder.TEMPLATE_ID,
                    OrderCommandDecoder.TEMPLATE_ID,
                    CancelCommandDecoder.TEMPLATE_ID,
                    AmendCommandDecoder.TEMPLATE_ID,
                    KillSwitchCommandDecoder.TEMPLATE_ID -> {
                if (!asRecorded) {
                    startDue(EventPrefix.sequence(buffer, offset), timeNs); // perhaps in its place
                    return;
                }
            }
            case SettingCommandDecoder.TEMPLATE_ID, ModelCommandDecoder.TEMPLATE_ID -> {
                if (isReplaced(template, buffer, offset)) {
                    return;
                }
            }
            default -> {}
        }
        pass(buffer, offset, length, timeNs);
    }

    private static StandardLine.Use use(BacktestSpec spec, StrategyLibrary library) {
        boolean indicators = spec.isAsRecorded();
        boolean features = spec.isAsRecorded();
        for (StrategyStart start : spec.strategies()) {
            Strategy strategy = library.find(start.name()).create(start.values());
            indicators |= strategy.usesIndicators();
            features |= strategy.usesFeatures();
        }
        return new StandardLine.Use(indicators, features);
    }

    private void pass(DirectBuffer buffer, int offset, int length, long timeNs) {
        line.onEvent(buffer, offset, length);
        lastNs = Math.max(lastNs, timeNs);
        if (count++ == 0) {
            SettingStart.send(settings, line, buffer, offset);
        }
        models.startDue(line, buffer, offset);
        sets.startDue(declaring, buffer, offset, instruments);
        startDue(EventPrefix.sequence(buffer, offset), timeNs);
    }

    /** Has a set reach the line as the journal's own do, and the models that wait for it. */
    private void declare(DirectBuffer buffer, int offset, int length) {
        line.onEvent(buffer, offset, length);
        models.startDue(line, buffer, offset);
    }

    private void startDue(long sequence, long timeNs) {
        if (timeNs >= fromNs && (!waiting.isEmpty() || !meter.isRunning())) {
            startWaiting(sequence, timeNs);
        }
    }

    private void define(DirectBuffer buffer, int offset, int length) {
        int id = EventPrefix.instrumentId(buffer, offset);
        boolean isNew = instruments.apply(id) == null;
        instruments.onEvent(buffer, offset, length);
        if (isNew) {
            defined.add(instruments.apply(id));
            meter.define(instruments.apply(id), spec.assumptions().benchmark());
        }
    }

    private void onBar(DirectBuffer buffer, int offset) {
        bar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
        if (bar.timeframe() != barSeconds) {
            countBars();
            barSeconds = bar.timeframe();
        }
        barCount++;
    }

    private void countBars() {
        if (barCount > 0) {
            bars.put(barSeconds, bars.get(barSeconds) + barCount);
            barCount = 0;
        }
    }

    private boolean isReplaced(int template, DirectBuffer buffer, int offset) {
        if (template == ModelCommandDecoder.TEMPLATE_ID) {
            return !spec.models().isEmpty();
        }
        setting.wrapAndApplyHeader(buffer, offset, header);
        return settings.containsKey(setting.setting());
    }

    private void startWaiting(long sequence, long timeNs) {
        for (Iterator<StrategyStart> starts = waiting.iterator(); starts.hasNext(); ) {
            StrategyStart start = starts.next();
            for (Instrument instrument : defined) {
                if (sequence >= start.behind() && start.isFor(instrument)) {
                    meter.start(timeNs, instrument);
                    start.send(line, sequence, timeNs, instrument);
                    starts.remove();
                    break;
                }
            }
        }
        if (asRecorded && !meter.isRunning()) {
            defined.forEach(instrument -> meter.start(timeNs, instrument));
        }
    }
}

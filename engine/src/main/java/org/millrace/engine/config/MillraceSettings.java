package org.millrace.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.EngineSettings;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.fanout.FanOutStage;
import org.millrace.engine.features.FeaturesSettings;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.instruments.InstrumentSettings.Listed;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.logging.LoggingSettings;
import org.millrace.engine.retention.RetentionSettings;
import org.millrace.engine.settings.BarsSettings;
import org.millrace.engine.settings.BookSettings;
import org.millrace.engine.settings.LiquidationsSettings;
import org.millrace.engine.settings.ModelsSettings;
import org.millrace.engine.settings.OverrideSettings;
import org.millrace.engine.settings.QualitySettings;
import org.millrace.engine.settings.RiskSettings;
import org.millrace.engine.settings.StageSettings;
import org.millrace.engine.settings.StrategiesSettings;
import org.millrace.engine.settings.TradingSettings;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.gateway.notify.NotifySettings;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.trace.TracingSettings;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.questdb.QuestDbSettings;

/**
 * The whole settings file, one component a part.
 *
 * @param data      folder of journals, snapshots, store and cursors
 * @param clock     the engine's beat
 * @param overrides other values of what stages read, for single instruments
 * @param feeds     venues to connect to; one of venue {@code simulator} starts the simulator and connects to it
 */
public record MillraceSettings(
        Path data,
        ClockSettings clock,
        InstrumentSettings instruments,
        List<FeedSettings> feeds,
        SimulatorSettings simulator,
        QualitySettings quality,
        BookSettings book,
        BarsSettings bars,
        LiquidationsSettings liquidations,
        TradingSettings trading,
        RiskSettings risk,
        List<OverrideSettings> overrides,
        StrategiesSettings strategies,
        FeaturesSettings features,
        ModelsSettings models,
        ConveyorSettings conveyor,
        JournalSettings journal,
        SnapshotSettings snapshots,
        RetentionSettings retention,
        QuestDbSettings questdb,
        GatewaySettings gateway,
        NotifySettings alerts,
        LoggingSettings logging,
        TracingSettings tracing) {
    public static final MillraceSettings DEFAULTS = new MillraceSettings(
            Path.of("data"),
            ClockSettings.DEFAULTS,
            InstrumentSettings.DEFAULTS,
            List.of(),
            SimulatorSettings.DEFAULTS,
            QualitySettings.DEFAULTS,
            BookSettings.DEFAULTS,
            BarsSettings.DEFAULTS,
            LiquidationsSettings.DEFAULTS,
            TradingSettings.DEFAULTS,
            RiskSettings.DEFAULTS,
            List.of(),
            StrategiesSettings.DEFAULTS,
            FeaturesSettings.DEFAULTS,
            ModelsSettings.DEFAULTS,
            ConveyorSettings.DEFAULTS,
            JournalSettings.DEFAULTS,
            SnapshotSettings.DEFAULTS,
            RetentionSettings.DEFAULTS,
            QuestDbSettings.DEFAULTS,
            GatewaySettings.DEFAULTS,
            NotifySettings.DEFAULTS,
            LoggingSettings.DEFAULTS,
            TracingSettings.DEFAULTS);

    public MillraceSettings {
        conveyor.requireStages(StandardLine.names(List.of(FanOutStage.NAME)));
        List<String> listed =
                instruments.list().stream().map(Listed::qualifiedName).toList();
        for (OverrideSettings override : overrides) {
            Settings.require(
                    listed.contains(override.instrument()),
                    "overrides.instrument",
                    override.instrument(),
                    "one of instruments.list: " + String.join(", ", listed));
        }
        requireOneNameEach(feeds);
    }

    /** What strategies, models, trading and risk are told: all of it may change while the engine runs. */
    record Desk(
            List<StrategiesSettings.Run> strategies,
            ModelsSettings models,
            TradingSettings trading,
            RiskSettings risk) {}

    /** Returns what the desk is told. */
    Desk desk() {
        return new Desk(strategies.run(), models, trading, risk);
    }

    /** Returns the same with other instruments, feeds, overrides and another desk. */
    MillraceSettings with(
            InstrumentSettings otherInstruments,
            List<FeedSettings> otherFeeds,
            List<OverrideSettings> otherOverrides,
            Desk otherDesk) {
        return new MillraceSettings(
                data,
                clock,
                otherInstruments,
                otherFeeds,
                simulator,
                quality,
                book,
                bars,
                liquidations,
                otherDesk.trading,
                otherDesk.risk,
                otherOverrides,
                strategies.running(otherDesk.strategies),
                features,
                models.changing(otherDesk.models),
                conveyor,
                journal,
                snapshots,
                retention,
                questdb,
                gateway,
                alerts,
                logging,
                tracing);
    }

    /**
     * Returns the same, if feature sets fit into a heap.
     *
     * @param heapBytes most that it can grow to
     * @throws SettingsException if they may take more than a quarter of it
     */
    public MillraceSettings fitting(long heapBytes) {
        FeatureRoom.require("", this, heapBytes);
        return this;
    }

    /**
     * Returns what the engine reads.
     *
     * @param beat between two clock ticks; 0: somebody else publishes them
     */
    public EngineSettings engine(Duration beat) {
        return new EngineSettings(
                conveyor,
                journal,
                snapshots,
                instruments,
                beat,
                new StageSettings(quality, book, bars, liquidations, models, trading, risk, overrides).values(),
                features.sets());
    }

    /** Refuses two symbols of one venue that name the same thing. */
    private static void requireOneNameEach(List<FeedSettings> feeds) {
        Map<String, String> symbols = new HashMap<>();
        for (FeedSettings feed : feeds) {
            for (String symbol : feed.symbols()) {
                String name = PairName.of(symbol);
                String other = symbols.putIfAbsent(feed.venue() + " " + name, symbol);
                Settings.require(
                        other == null || other.equals(symbol),
                        "feeds.symbols",
                        symbol,
                        "another name than " + other + " has: " + name);
            }
        }
    }

    /**
     * The engine's beat.
     *
     * @param beat time between two clock ticks
     */
    public record ClockSettings(Duration beat) {
        public static final ClockSettings DEFAULTS = new ClockSettings(Duration.ofMillis(100));
    }
}

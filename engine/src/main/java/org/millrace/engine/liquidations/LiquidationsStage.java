package org.millrace.engine.liquidations;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Gives the features of each hour of an asset's liquidations, once, when the hour counts. Where no hourly metrics of
 * Glassnode come, it passes events on and keeps nothing.
 */
public final class LiquidationsStage extends Stage {
    public static final String NAME = "liquidations";
    /** As many hours count by one event: some 30 ms where clusters are fitted on the way. */
    public static final int MOST_HOURS = 256;

    private static final int FORMAT_VERSION = 2;
    private static final long NOT_KNOWN = 0;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MetricDecoder metric = new MetricDecoder();
    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final AssetHours.Said said = new AssetHours.Said();
    private final LiquidationRules rules = new LiquidationRules();
    private final PerInstrument<AssetHours> assets = new PerInstrument<>();
    private final LiquidationOutput out;
    private long now = NOT_KNOWN;
    private long spanStart = NOT_KNOWN;

    /** Creates a stage with the rules of the shipped configuration. */
    public LiquidationsStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        out = new LiquidationOutput(next);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        if (template == SnapshotMarkerDecoder.TEMPLATE_ID) {
            snapshot(buffer, offset, length);
            return;
        }
        next.onEvent(buffer, offset, length); // the cause goes first
        switch (template) {
            case MetricDecoder.TEMPLATE_ID -> onMetric(buffer, offset);
            case ClockTickDecoder.TEMPLATE_ID -> onTick(buffer, offset);
            case EngineStartedDecoder.TEMPLATE_ID -> onStart(EventPrefix.eventTime(buffer, offset));
            case SettingCommandDecoder.TEMPLATE_ID -> onSetting(buffer, offset);
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
    public void save(SnapshotWriter to) {
        to.putLong(now).putLong(spanStart);
        rules.save(to);
        assets.save(to, AssetHours::save);
    }

    @Override
    public void load(SnapshotReader in) {
        now = in.getLong();
        spanStart = in.getLong();
        rules.load(in);
        assets.load(in, from -> AssetHours.load(from, rules));
    }

    private void onMetric(DirectBuffer buffer, int offset) {
        metric.wrapAndApplyHeader(buffer, offset, header);
        boolean isHourly = metric.resolution() == HourlyMetric.RESOLUTION_SECONDS
                && EventPrefix.venue(buffer, offset) == Venue.GLASSNODE.value();
        HourlyMetric kind = isHourly ? HourlyMetric.of(metric.metricId(), rules.isMean()) : null;
        if (kind == null || !kind.canBe(metric.value())) {
            return;
        }
        long start = EventPrefix.eventTime(buffer, offset);
        AssetHours asset = asset(buffer, offset);
        out.because(buffer, offset);
        asset.onNews(now);
        long time = Math.max(start, EventPrefix.receiveTime(buffer, offset));
        said.wrap(metric.metricId(), metric.value(), time, EventPrefix.flags(buffer, offset));
        asset.put((int) (start / LiquidationOutput.HOUR_NS), kind, said, out);
        asset.advance(now, out);
    }

    private void onTick(DirectBuffer buffer, int offset) {
        now = EventPrefix.eventTime(buffer, offset);
        out.because(buffer, offset);
        for (int id = 1; id < assets.limit(); id++) {
            AssetHours asset = assets.get(id);
            if (asset != null) {
                asset.advance(now, out);
            }
        }
    }

    /** Gives the feed the time to tell what came while the engine did not run. */
    private void onStart(long time) {
        now = time;
        spanStart = time;
        for (int id = 1; id < assets.limit(); id++) {
            if (assets.get(id) != null) {
                assets.get(id).onNews(time);
            }
        }
    }

    private void onSetting(DirectBuffer buffer, int offset) {
        setting.wrapAndApplyHeader(buffer, offset, header);
        if (EventPrefix.instrumentId(buffer, offset) != 0 || !rules.set(setting)) {
            return;
        }
        boolean isReplay = setting.setting() == Setting.LIQUIDATIONS_REPLAY;
        long runId = isReplay ? rules.replayNs() : EventPrefix.eventTime(buffer, offset);
        boolean hasOtherSeries = LiquidationRules.choosesSeries(setting.setting());
        for (int id = 1; id < assets.limit(); id++) {
            if (assets.get(id) != null) {
                assets.get(id).rerun(runId, hasOtherSeries);
            }
        }
    }

    /** Returns what is kept of an event's asset, made with the first of its metrics. */
    private AssetHours asset(DirectBuffer buffer, int offset) {
        AssetHours asset = assets.of(buffer, offset);
        if (asset == null) {
            int id = EventPrefix.instrumentId(buffer, offset);
            long runId = spanStart == NOT_KNOWN ? EventPrefix.eventTime(buffer, offset) : spanStart;
            asset = new AssetHours(id, rules, runId);
            assets.put(id, asset);
        }
        return asset;
    }
}

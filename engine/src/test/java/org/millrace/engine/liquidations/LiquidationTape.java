package org.millrace.engine.liquidations;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.LiquidationBinsDecoder;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationInputsDecoder;
import org.millrace.codecs.sbe.LiquidationOutcomeDecoder;
import org.millrace.codecs.sbe.LiquidationRevisionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SettingCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.liquidations.features.Vectors;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.feeds.venue.MetricId;

/** Feeds a LiquidationsStage with metrics of one asset and ticks, and keeps copies of what it makes of them. */
final class LiquidationTape implements EventConsumer {
    static final long HOUR_NS = 3_600_000_000_000L;
    static final long MINUTE_NS = 60_000_000_000L;

    /** 2024-01-01, UTC. */
    static final long START_NS = 1_704_067_200_000_000_000L;

    static final String PRICE = "market/price_usd_close";
    static final String LLD = "derivatives/futures_liquidated_volume_long_relative";
    static final String FLL = "derivatives/futures_liquidated_volume_long_sum";
    static final String FSL = "derivatives/futures_liquidated_volume_short_sum";
    static final List<String> SERIES = List.of(PRICE, LLD, FLL, FSL);
    static final int ASSET = 3;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MetricEncoder metric = new MetricEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private final List<DirectBuffer> derived = new ArrayList<>();
    private final EventConsumer next;
    private LiquidationsStage stage;
    private long sequence;
    private long now;

    LiquidationTape() {
        next = this;
        stage = new LiquidationsStage(next, SnapshotSink.NONE);
    }

    LiquidationTape(EventConsumer next) {
        this.next = next;
        stage = new LiquidationsStage(next, SnapshotSink.NONE);
    }

    /** Keeps what is derived, and checks that nothing is told before it could be known. */
    @Override
    public void onEvent(DirectBuffer from, int offset, int length) {
        switch (EventPrefix.templateId(from, offset)) {
            case MetricDecoder.TEMPLATE_ID,
                    ClockTickDecoder.TEMPLATE_ID,
                    EngineStartedDecoder.TEMPLATE_ID,
                    SettingCommandDecoder.TEMPLATE_ID -> {}
            default -> {
                byte[] copy = new byte[length];
                from.getBytes(offset, copy);
                derived.add(new UnsafeBuffer(copy));
                if (EventPrefix.eventTime(from, offset) > now) {
                    throw new AssertionError("told too early: " + EventPrefix.eventTime(from, offset) + " at " + now);
                }
            }
        }
    }

    /** Sends a value of an hour, numbered from 0; NaN: none. */
    LiquidationTape metric(String path, int hour, double value, int flags) {
        return Double.isNaN(value) ? this : metric(MetricId.of(path), hour, value, flags);
    }

    LiquidationTape metric(String path, int hour, double value) {
        return metric(path, hour, value, 0);
    }

    /** Sends a value of a metric by its number, without allocating. */
    LiquidationTape metric(long metricId, int hour, double value, int flags) {
        metric.wrapAndApplyHeader(buffer, 0, header);
        int venueFlags = EventPrefix.venueFlags(Venue.GLASSNODE.value(), flags);
        EventPrefix.writeInput(buffer, 0, START_NS + hour * HOUR_NS, now, ASSET, venueFlags);
        metric.metricId(metricId).value(value).resolution(3_600);
        return send(MetricEncoder.BLOCK_LENGTH);
    }

    /** Sends all values of an hour: price, share of longs, longs, shorts. */
    LiquidationTape hour(int hour, double... values) {
        for (int i = 0; i < values.length; i++) {
            metric(SERIES.get(i), hour, values[i]);
        }
        return this;
    }

    /** Ticks so many minutes after the beginning of an hour. */
    LiquidationTape tick(int hour, int minutes) {
        now = START_NS + hour * HOUR_NS + minutes * MINUTE_NS;
        tick.wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(buffer, 0, now, now, 0, 0);
        return send(ClockTickEncoder.BLOCK_LENGTH);
    }

    LiquidationTape start(int hour, int minutes) {
        now = START_NS + hour * HOUR_NS + minutes * MINUTE_NS;
        new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventPrefix.writeInput(buffer, 0, now, now, 0, 0);
        return send(EngineStartedEncoder.BLOCK_LENGTH);
    }

    LiquidationTape set(Setting setting, long value) {
        new SettingCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .setting(setting)
                .value(value)
                .valueExponent((byte) 0);
        EventPrefix.writeInput(buffer, 0, now, now, 0, 0);
        return send(SettingCommandEncoder.BLOCK_LENGTH);
    }

    /** Sends hours of the reference input as they would come live, and lets each count. */
    LiquidationTape live(List<Map<String, String>> rows, int from, int to) {
        for (int hour = from; hour < to; hour++) {
            tick(hour + 1, 1);
            Map<String, String> row = rows.get(hour);
            metric(PRICE, hour, Vectors.number(row.get("price")));
            metric(LLD, hour, Vectors.number(row.get("lld")));
            metric(FLL, hour, Vectors.number(row.get("fll")));
            metric(FSL, hour, Vectors.number(row.get("fsl")));
            tick(hour + 1, 10);
            tick(hour + 1, 15);
        }
        return this;
    }

    /** Goes on with another stage that was given this one's state. */
    LiquidationTape restore() {
        SnapshotWriter saved = new SnapshotWriter(1 << 20);
        stage.save(saved);
        stage = new LiquidationsStage(next, SnapshotSink.NONE);
        SnapshotReader reader = new SnapshotReader(saved.buffer(), 0, saved.length());
        stage.load(reader);
        if (reader.remaining() != 0) {
            throw new AssertionError(reader.remaining() + " bytes of the snapshot not read");
        }
        return this;
    }

    /** Returns everything that was derived, as it came. */
    List<DirectBuffer> derived() {
        return derived;
    }

    /** Returns the bytes of all that was derived of a kind. */
    List<DirectBuffer> of(int templateId) {
        return derived.stream()
                .filter(event -> EventPrefix.templateId(event, 0) == templateId)
                .toList();
    }

    List<LiquidationFeaturesDecoder> features() {
        return of(LiquidationFeaturesDecoder.TEMPLATE_ID).stream()
                .map(event -> new LiquidationFeaturesDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    List<LiquidationBinsDecoder> bins() {
        return of(LiquidationBinsDecoder.TEMPLATE_ID).stream()
                .map(event -> new LiquidationBinsDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    List<LiquidationOutcomeDecoder> outcomes() {
        return of(LiquidationOutcomeDecoder.TEMPLATE_ID).stream()
                .map(event -> new LiquidationOutcomeDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    List<LiquidationRevisionDecoder> revisions() {
        return of(LiquidationRevisionDecoder.TEMPLATE_ID).stream()
                .map(event -> new LiquidationRevisionDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    List<LiquidationInputsDecoder> inputs() {
        return of(LiquidationInputsDecoder.TEMPLATE_ID).stream()
                .map(event -> new LiquidationInputsDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder()))
                .toList();
    }

    /** Returns what was derived as a line of text each: kind, hour, and what it says. */
    List<String> lines() {
        return derived.stream().map(LiquidationTape::lineOf).toList();
    }

    /** Forgets what was derived so far. */
    LiquidationTape clear() {
        derived.clear();
        return this;
    }

    /** Returns what was derived without what differs with the way by which an hour came to count. */
    List<String> bodies() {
        return derived.stream()
                .map(event -> {
                    byte[] body = new byte[event.capacity() - EventPrefix.LENGTH];
                    event.getBytes(EventPrefix.LENGTH, body);
                    return EventPrefix.templateId(event, 0) + " " + EventPrefix.eventTime(event, 0) + " "
                            + EventPrefix.flags(event, 0) + " " + HexFormat.of().formatHex(body);
                })
                .toList();
    }

    private static String lineOf(DirectBuffer event) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        int flags = EventPrefix.flags(event, 0);
        String bits = (flags & EventPrefix.FILLED) != 0 ? " FILLED" : "";
        bits += (flags & EventPrefix.ANOMALY) != 0 ? " ANOMALY" : "";
        bits += (flags & EventPrefix.REVISED) != 0 ? " REVISED" : "";
        return switch (EventPrefix.templateId(event, 0)) {
            case LiquidationInputsDecoder.TEMPLATE_ID -> {
                LiquidationInputsDecoder of = new LiquidationInputsDecoder().wrapAndApplyHeader(event, 0, header);
                yield "Inputs " + hourOf(of.startTime()) + ": " + of.price() + " " + of.longDominance() + " "
                        + of.longs() + " " + of.shorts() + bits;
            }
            case LiquidationFeaturesDecoder.TEMPLATE_ID -> {
                LiquidationFeaturesDecoder of = new LiquidationFeaturesDecoder().wrapAndApplyHeader(event, 0, header);
                yield "Features " + hourOf(of.startTime()) + ": " + of.price()
                        + (of.isStale() == BooleanType.T ? " stale" : "") + bits;
            }
            case LiquidationRevisionDecoder.TEMPLATE_ID -> {
                LiquidationRevisionDecoder of = new LiquidationRevisionDecoder().wrapAndApplyHeader(event, 0, header);
                yield "Revision " + hourOf(of.startTime()) + ": " + of.oldValue() + " -> " + of.newValue()
                        + (of.isProcessed() == BooleanType.T ? " processed" : "") + bits;
            }
            default -> "Other";
        };
    }

    /** Returns the hour of a time, numbered as those that are sent. */
    static int hourOf(long startTime) {
        return (int) ((startTime - START_NS) / HOUR_NS);
    }

    private LiquidationTape send(int blockLength) {
        EventPrefix.sequence(buffer, 0, ++sequence);
        stage.onEvent(buffer, 0, HEADER + blockLength);
        return this;
    }
}

package org.millrace.engine.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.program.OperationFailed;
import org.millrace.gateway.liquidations.Hours;

/**
 * Publishes values as hours ended, and one tick an hour, when its values should be out: the same values give the same
 * events.
 *
 * <pre>
 *   … 10:00 values of 9:00 │ 10:10 tick: 9:00 counts │ 11:00 values of 10:00 │ 11:10 tick …
 * </pre>
 */
final class MetricPlayback {
    private static final int HOUR_SECONDS = 3_600;
    private static final int EXPONENT = -8;
    private static final long NEVER = 0;

    private final EventPublisher publisher;
    private final Runnable waiting;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MetricEncoder metric = new MetricEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private final int instrumentId;
    private final long publishDelayNs;
    private long lastTickNs;
    private long tickCount;

    /**
     * Makes a playback of an asset.
     *
     * @param waiting        runs while the line has no room; throws where there will be none
     * @param publishDelayNs from an hour's end until its values should be out
     * @param lastTickNs     newest tick of the journal, or a moment before its first value; 0: it has neither
     */
    MetricPlayback(
            EventPublisher publisher,
            Runnable waiting,
            InstrumentResolver resolver,
            String symbol,
            long publishDelayNs,
            long lastTickNs) {
        this.publisher = publisher;
        this.waiting = waiting;
        this.publishDelayNs = publishDelayNs;
        this.lastTickNs = lastTickNs;
        resolver.describe(
                new Instrument(0, Venue.GLASSNODE, symbol, symbol, EXPONENT, EXPONENT, 0, 0, AssetClass.METRIC));
        UnsafeBuffer name = new UnsafeBuffer(symbol.getBytes(StandardCharsets.UTF_8));
        instrumentId = resolver.resolve(Venue.GLASSNODE.value(), name, 0, name.capacity());
        if (instrumentId == InstrumentResolver.UNKNOWN) {
            throw new OperationFailed(
                    "instruments: GLASSNODE " + symbol + " may not be defined; list it, or raise instruments.capacity");
        }
    }

    /** Publishes values, oldest first, and ticks up to an end; or those up to where it is stopped, and returns false. */
    boolean play(List<MetricRow> rows, long untilNs, BooleanSupplier isStopped) {
        if (lastTickNs == 0 && !rows.isEmpty()) {
            lastTickNs = rows.get(0).knownNs() - 1; // the first tick of a journal follows its first value
        }
        for (MetricRow row : rows) {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            ticksBefore(row.knownNs());
            publish(row);
        }
        ticksBefore(untilNs + 1);
        return true;
    }

    /** Publishes the newest tick again: an event lets so many hours count and no more. */
    void tickAgain() {
        publishTick(lastTickNs);
    }

    /** Returns how many ticks were published. */
    long tickCount() {
        return tickCount;
    }

    private void ticksBefore(long timeNs) {
        for (long dueNs = nextTick(lastTickNs); dueNs < timeNs; dueNs = nextTick(dueNs)) {
            publishTick(dueNs);
            lastTickNs = dueNs;
        }
    }

    private long nextTick(long ns) {
        return Hours.floor(ns - publishDelayNs) + Hours.HOUR_NS + publishDelayNs;
    }

    private void publish(MetricRow row) {
        MutableDirectBuffer slot = claim();
        metric.wrapAndApplyHeader(slot, 0, header)
                .value(row.value())
                .metricId(row.metricId())
                .resolution(HOUR_SECONDS);
        int flags = row.isRevised() ? EventPrefix.REVISED : 0;
        EventPrefix.writeInput(
                slot,
                0,
                row.startNs(),
                row.knownNs(),
                instrumentId,
                EventPrefix.venueFlags(Venue.GLASSNODE.value(), flags));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + MetricEncoder.BLOCK_LENGTH);
        publisher.commit();
    }

    private void publishTick(long timeNs) {
        MutableDirectBuffer slot = claim();
        tick.wrapAndApplyHeader(slot, 0, header);
        EventPrefix.writeInput(slot, 0, timeNs, NEVER, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
        publisher.commit();
        tickCount++;
    }

    private MutableDirectBuffer claim() {
        idle.reset();
        while (!publisher.tryClaim(1)) {
            waiting.run();
            idle.idle();
        }
        return publisher.slot(0);
    }
}

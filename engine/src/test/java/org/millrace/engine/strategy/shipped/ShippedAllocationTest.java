package org.millrace.engine.strategy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.strategy.support.BarSeries;
import org.millrace.engine.strategy.support.StrategyTape;

class ShippedAllocationTest {
    private static final int BARS = 500;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final Map<String, Double> STOPPED =
            Map.of("stop", 0.05, "atrStop", 3.0, "trailingStop", 0.04, "volatility", 0.2, "shorts", 1.0);

    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final VenueBarEncoder shifted = new VenueBarEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long fills;
    private long sequence = 10_000_000;

    @Test
    void shouldAllocateNothingWithAllStrategiesAtOnce() {
        StrategyTape tape = new StrategyTape(ShippedStrategies.library(), this::count);
        tape.events().definition().instrument(2).venue(Venue.KRAKEN).send();
        tape.set(Setting.TRADING_TAKER_FEE, "0.001");
        List<String> names = ShippedStrategies.library().types().stream()
                .map(type -> type.name())
                .toList();
        for (String name : names) {
            tape.start(names.indexOf(name) + 1, name, STOPPED);
        }
        List<UnsafeBuffer> inputs = inputs(tape);
        for (int i = 0; i < 40; i++) {
            replay(tape, inputs);
        }
        long before = fills;

        long bytes = AllocationMeter.bytesOf(() -> replay(tape, inputs));

        assertThat(bytes).isZero();
        assertThat(fills - before).isGreaterThan(100); // they did trade
    }

    private static List<UnsafeBuffer> inputs(StrategyTape tape) {
        RecordingConsumer recorded = new RecordingConsumer();
        tape.tap(recorded);
        BarSeries bars = BarSeries.walk(5, BARS);
        SplittableRandom random = new SplittableRandom(6);
        long begin = tape.events().time();
        for (int i = 0; i < BARS; i++) {
            long at = begin + i * MINUTE_NS;
            tape.bar(1, 60, at, bars.row(i));
            double up = random.nextDouble();
            tape.prediction(at + MINUTE_NS, 1, 1 - up, up, Double.NaN);
            String bid = Integer.toString(1_000 + random.nextInt(20));
            String ask = Integer.toString(1_021 + random.nextInt(3));
            tape.events()
                    .quote()
                    .at(at + MINUTE_NS)
                    .instrument(1 + i % 2)
                    .bid(bid, "90")
                    .ask(ask, "90")
                    .send();
        }
        tape.tap((buffer, offset, length) -> {});
        return recorded.events();
    }

    /** Shows the same again, so much later. */
    private void replay(StrategyTape tape, List<UnsafeBuffer> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            UnsafeBuffer input = inputs.get(i);
            EventPrefix.eventTime(input, 0, EventPrefix.eventTime(input, 0) + BARS * MINUTE_NS);
            EventPrefix.sequence(input, 0, ++sequence);
            if (EventPrefix.templateId(input, 0) == VenueBarDecoder.TEMPLATE_ID) {
                bar.wrapAndApplyHeader(input, 0, header);
                shifted.wrap(input, MessageHeaderDecoder.ENCODED_LENGTH).startTime(bar.startTime() + BARS * MINUTE_NS);
            }
            tape.take(input, 0, input.capacity());
        }
    }

    private void count(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == FillDecoder.TEMPLATE_ID) {
            fills++;
        }
    }
}

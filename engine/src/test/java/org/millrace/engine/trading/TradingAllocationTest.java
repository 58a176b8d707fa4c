package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CancelCommandDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.KillSwitchCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.codecs.sbe.TransferCommandDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.codecs.sbe.VenueBarEncoder;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/** Trades again and again what it has traded before, and makes no object of it. */
class TradingAllocationTest {
    private static final Set<Integer> RARE = Set.of(
            EngineStartedDecoder.TEMPLATE_ID, KillSwitchCommandDecoder.TEMPLATE_ID, TransferCommandDecoder.TEMPLATE_ID);
    private static final Set<Integer> COMMANDS =
            Set.of(OrderCommandDecoder.TEMPLATE_ID, CancelCommandDecoder.TEMPLATE_ID, AmendCommandDecoder.TEMPLATE_ID);
    private static final Set<Integer> ONCE = Set.of(
            InstrumentDefinitionDecoder.TEMPLATE_ID,
            SettingCommandDecoder.TEMPLATE_ID,
            StrategyCommandDecoder.TEMPLATE_ID);
    private static final boolean[] ONCE_TEMPLATES = table(ONCE);
    private static final boolean[] COMMAND_TEMPLATES = table(COMMANDS);
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int BARS = 2_000;
    private static final int WARM = 60;

    private final TradingStage stage = new TradingStage(ShippedStrategies.library(), this::count, SnapshotSink.NONE);
    private final List<UnsafeBuffer> inputs = new ArrayList<>();
    private long sequence;
    private long pass;
    private long fills;

    @Test
    void shouldAllocateNothingForOrdersByHand() {
        TradingTape tape = new TradingTape();
        RandomTape random = new RandomTape(tape, 1);
        for (int i = 0; i < BARS; i++) {
            random.step();
        }
        take(tape.inputs());

        shouldAllocateNothing();
    }

    @Test
    void shouldAllocateNothingForAStrategyOnBars() {
        TradingTape tape = new TradingTape();
        tape.start("Crossover", Map.of("fast", 3.0, "slow", 7.0));
        take(tape.inputs());
        for (int i = 1; i <= BARS; i++) {
            inputs.add(bar(i));
        }

        shouldAllocateNothing();
    }

    private void shouldAllocateNothing() {
        for (int i = 0; i < WARM; i++) {
            replay();
        }
        long before = fills;

        assertEquals(0, AllocationMeter.bytesOf(this::replay));
        assertTrue(fills > before, "nothing was traded");
    }

    private void take(List<byte[]> recorded) {
        for (byte[] each : recorded) {
            UnsafeBuffer buffer = new UnsafeBuffer(each);
            if (!RARE.contains(EventPrefix.templateId(buffer, 0))) {
                inputs.add(buffer);
            }
        }
    }

    /** Hands all inputs on once more, as new ones. */
    private void replay() {
        pass++;
        for (int i = 0; i < inputs.size(); i++) {
            UnsafeBuffer input = inputs.get(i);
            int template = EventPrefix.templateId(input, 0);
            if (pass > 1 && isOnce(template)) {
                continue;
            }
            EventPrefix.sequence(input, 0, ++sequence);
            if (isCommand(template)) {
                input.putLong(EventPrefix.LENGTH, pass); // another command
            } else if (template == VenueBarDecoder.TEMPLATE_ID) { // a later one: strategies take none twice
                input.putLong(EventPrefix.LENGTH, input.getLong(EventPrefix.LENGTH) + BARS * MINUTE_NS);
            }
            stage.onEvent(input, 0, input.capacity());
        }
    }

    private void count(DirectBuffer buffer, int offset, int length) {
        fills += EventPrefix.templateId(buffer, offset) == FillDecoder.TEMPLATE_ID ? 1 : 0;
    }

    private static boolean isOnce(int template) {
        return ONCE_TEMPLATES[template];
    }

    private static boolean isCommand(int template) {
        return COMMAND_TEMPLATES[template];
    }

    private static boolean[] table(Set<Integer> templates) {
        boolean[] table = new boolean[256];
        templates.forEach(each -> table[each] = true);
        return table;
    }

    private static UnsafeBuffer bar(int number) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        long price = 100 * (10_000 + Math.round(500 * Math.sin(number / 5.0))) * 10_000L;
        new VenueBarEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .startTime((number - 1) * MINUTE_NS)
                .open(price)
                .high(price + 1_000_000)
                .low(price - 1_000_000)
                .close(price)
                .volume(100_000_000_000L)
                .timeframe(60)
                .closed(BooleanType.T)
                .priceExponent((byte) -8)
                .quantityExponent((byte) -8);
        long endNs = number * MINUTE_NS;
        EventPrefix.writeInput(buffer, 0, endNs, endNs, 1, EventPrefix.venueFlags(Venue.SIMULATOR.value(), 0));
        return new UnsafeBuffer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + VenueBarEncoder.BLOCK_LENGTH);
    }
}

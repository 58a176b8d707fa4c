package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.millrace.codecs.sbe.Setting;

/** A stage that begins from a snapshot, taken anywhere, says from there on what the other would have said, byte for byte. */
class RestoreAnywhereTest {
    private static final int STEPS = 400;
    private static final int BETWEEN = 7;

    @RepeatedTest(5)
    void shouldGoOnAsIfNeverInterrupted(RepetitionInfo repetition) {
        List<String> straight = run(repetition.getCurrentRepetition(), Integer.MAX_VALUE);
        List<String> restored = run(repetition.getCurrentRepetition(), BETWEEN);

        assertTrue(straight.size() > STEPS, "outputs: " + straight.size());
        assertEquals(straight, restored);
    }

    @RepeatedTest(5)
    void shouldSaveWhatItHasLoaded(RepetitionInfo repetition) {
        TradingTape tape = new TradingTape();
        play(new RandomTape(tape, repetition.getCurrentRepetition()), tape, Integer.MAX_VALUE);
        byte[] state = tape.state();

        tape.restore();

        assertArrayEquals(state, tape.state());
    }

    private static List<String> run(int seed, int between) {
        List<String> outputs = new ArrayList<>();
        TradingTape tape = new TradingTape((buffer, offset, length) -> outputs.add(hex(buffer, offset, length)));
        play(new RandomTape(tape, seed), tape, between);
        return outputs;
    }

    private static void play(RandomTape random, TradingTape tape, int between) {
        tape.set(Setting.TRADING_LATENCY, "1000000").set(Setting.RISK_DRAWDOWN, "0.02");
        for (int i = 1; i <= STEPS; i++) {
            random.step();
            if (i % between == 0) {
                tape.restore();
            }
        }
    }

    private static String hex(DirectBuffer buffer, int offset, int length) {
        StringBuilder text = new StringBuilder(length * 2);
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit((buffer.getByte(offset + i) >> 4) & 15, 16));
            text.append(Character.forDigit(buffer.getByte(offset + i) & 15, 16));
        }
        return text.toString();
    }
}

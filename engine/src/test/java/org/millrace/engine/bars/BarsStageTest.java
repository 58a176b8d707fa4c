package org.millrace.engine.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.engine.bars.BarTape.MS;
import static org.millrace.engine.bars.BarTape.SECOND;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.CorrectionAction;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Verdict;

class BarsStageTest {
    private static final long T = 86_400 * SECOND;

    private final BarTape tape = new BarTape().define(1, -2, -3);

    @Test
    void shouldCloseBarsOnFirstTradeOfALaterInterval() {
        tape.trade(T + 100 * MS, 10_000, 2_000);
        tape.trade(T + 900 * MS, 10_150, 1_000, AggressorSide.SELL, 0);

        tape.trade(T + 5 * SECOND, 10_100, 3_000);

        assertThat(tape.take())
                .containsExactly(
                        "1s@86400000 CLOSED r0 10000/10150/10000/10150 v=3000 b=2000 x=30150000 n=2 PARTIAL",
                        "5s@86400000 CLOSED r0 10000/10150/10000/10150 v=3000 b=2000 x=30150000 n=2 PARTIAL");
    }

    @Test
    void shouldFlagOnlyBarsThatBeganBeforeTheFirstTrade() {
        tape.trade(T + 1_100 * MS, 10_000, 1).trade(T + 2_500 * MS, 10_000, 1);

        tape.trade(T + 6 * SECOND, 10_000, 1).trade(T + 10 * SECOND, 10_000, 1);

        assertThat(tape.take())
                .containsExactly(
                        "1s@86401000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1 PARTIAL",
                        "1s@86402000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1",
                        "5s@86400000 CLOSED r0 10000/10000/10000/10000 v=2 b=2 x=20000 n=2 PARTIAL",
                        "1s@86406000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1",
                        "5s@86405000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1");
    }

    @Test
    void shouldCloseBarByTheVenuesClockAfterTheGrace() {
        tape.received(T, T - 1_300 * MS, 10_000, 1); // the venue's clock is 1.3 s ahead

        tape.tick(T + 199 * MS);
        assertThat(tape.take("1s")).containsExactly(inProgress());

        tape.tick(T + 200 * MS);
        assertThat(tape.take("1s"))
                .containsExactly("1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1");
    }

    @Test
    void shouldPublishBarsInProgressOnTheBeatAndOnlyIfTheyChanged() {
        tape.set(Setting.BARS_PROGRESS_INTERVAL, 500 * MS, 0).trade(T, 10_000, 1);

        tape.tick(T + 10 * MS);
        assertThat(tape.take()).hasSize(9).contains(inProgress());

        tape.trade(T + 20 * MS, 10_000, 1).tick(T + 110 * MS);
        assertThat(tape.take()).isEmpty();

        tape.tick(T + 510 * MS);
        assertThat(tape.take()).hasSize(9);

        tape.tick(T + 1_010 * MS);
        assertThat(tape.take()).isEmpty();
    }

    @Test
    void shouldCarryTheCloseOverQuietIntervals() {
        tape.set(Setting.BARS_CARRY_FORWARD, 1, 0).trade(T, 10_000, 1);

        tape.trade(T + 3 * SECOND, 10_500, 1);

        assertThat(tape.take())
                .containsExactly(
                        "1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1",
                        "1s@86401000 CLOSED r0 10000/10000/10000/10000 v=0 b=0 x=0 n=0 FILLED",
                        "1s@86402000 CLOSED r0 10000/10000/10000/10000 v=0 b=0 x=0 n=0 FILLED");
    }

    @Test
    void shouldCarryNothingOverAHoleInTheRecording() {
        tape.set(Setting.BARS_CARRY_FORWARD, 1, 0).trade(T, 10_000, 1);

        tape.trade(T + 3_601 * SECOND, 10_500, 1);

        assertThat(tape.take()).hasSize(7).noneMatch(text -> text.contains("FILLED"));
    }

    @Test
    void shouldCorrectClosedBarsAndJoinOpenOnesWhenATradeComesLate() {
        tape.trade(T, 10_000, 1).trade(T + 2 * SECOND, 10_000, 1).take();

        tape.trade(T + 500 * MS, 10_700, 1);
        assertThat(tape.take())
                .containsExactly("1s@86400000 CORRECTED r1 10000/10700/10000/10700 v=2 b=2 x=20700 n=2 LATE REVISED");

        tape.trade(T + 5 * SECOND, 10_000, 1);
        assertThat(tape.take("5s"))
                .containsExactly("5s@86400000 CLOSED r0 10000/10700/10000/10000 v=3 b=3 x=30700 n=3");
    }

    @Test
    void shouldTellOfTradesBeyondTheLateWindowOnTheNextBar() {
        tape.trade(T, 10_000, 1).trade(T + 62 * SECOND, 10_000, 1).take();

        tape.trade(T + 500 * MS, 10_700, 1);
        assertThat(tape.take()).extracting(text -> text.substring(0, 4)).containsExactly("5s@8", "30s@", "60s@");

        tape.trade(T + 63 * SECOND, 10_000, 1);
        assertThat(tape.take())
                .containsExactly("1s@86462000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1 LATE");
    }

    @Test
    void shouldPutAConfirmedTradeWhereItBelongs() {
        tape.trade(T, 10_000, 1).trade(T + 100 * MS, 11_500, 1, AggressorSide.BUY, EventPrefix.ANOMALY);
        long suspect = tape.sequence();
        tape.trade(T + 100 * MS, 11_600, 1).trade(T + SECOND, 11_600, 1).take();

        tape.verdict(suspect, Verdict.CONFIRMED);

        assertThat(tape.take())
                .containsExactly(
                        "1s@86400000 CORRECTED r1 10000/11600/10000/11600 v=3 b=3 x=33100 n=3 REVISED ANOMALY");
    }

    @Test
    void shouldLetARejectedTradeTouchNoBar() {
        tape.trade(T, 10_000, 1).trade(T + 100 * MS, 100_000, 1, AggressorSide.BUY, EventPrefix.ANOMALY);

        tape.verdict(tape.sequence(), Verdict.REJECTED).trade(T + SECOND, 10_000, 1);

        assertThat(tape.take()).containsExactly("1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1");
    }

    @Test
    void shouldNotWaitAnyLongerForATradeThatTheVenueTookBack() {
        tape.trade(T, 10_000, 1).trade(T + 100 * MS, 100_000, 1, AggressorSide.BUY, EventPrefix.ANOMALY);
        long suspect = tape.sequence();

        tape.correct(suspect, CorrectionAction.CANCEL, 0, 0);
        tape.verdict(suspect, Verdict.CONFIRMED).trade(T + SECOND, 10_000, 1);

        assertThat(tape.take()).containsExactly("1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1");
    }

    @Test
    void shouldFlagOpenBarsWhenTheVenueTakesBackATradeInThem() {
        tape.trade(T, 10_000, 1).correct(tape.sequence(), CorrectionAction.CANCEL, 0, 0);

        tape.trade(T + SECOND, 10_000, 1);

        assertThat(tape.take())
                .containsExactly("1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1 REVISED PARTIAL");
    }

    @Test
    void shouldFlagWhatWasOpenWhenTheEngineStarted() {
        tape.trade(T, 10_000, 1).start();

        tape.trade(T + 2 * SECOND, 10_000, 1).trade(T + 5 * SECOND, 10_000, 1);

        assertThat(tape.take())
                .containsExactly(
                        "1s@86400000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1 PARTIAL",
                        "1s@86402000 CLOSED r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1",
                        "5s@86400000 CLOSED r0 10000/10000/10000/10000 v=2 b=2 x=20000 n=2 PARTIAL");
    }

    @Test
    void shouldStayAtTheLargestVolumeWhenItRunsOver() {
        tape.trade(T, 2, Long.MAX_VALUE - 1).trade(T, 2, Long.MAX_VALUE - 1).trade(T + SECOND, 2, 1);

        assertThat(tape.take())
                .containsExactly("1s@86400000 CLOSED r0 2/2/2/2 v=9223372036854775807 b=9223372036854775807 x=-8 n=2"
                        + " PARTIAL");
    }

    @Test
    void shouldCloseThresholdBarsWithTheTradeThatReachesThem() {
        tape.set(Setting.BARS_TICKS, 2, 0).set(Setting.BARS_VOLUME, 25, -1).set(Setting.BARS_NOTIONAL, 3, 2);
        tape.trade(T, 10_000, 1_000).trade(T, 10_100, 1_000).trade(T + MS, 10_200, 1_500);

        assertThat(tape.take())
                .containsExactly(
                        "TICK@86400000 CLOSED r0 10000/10100/10000/10100 v=2000 b=2000 x=20100000 n=2",
                        "VOLUME@86400000 CLOSED r0 10000/10200/10000/10200 v=3500 b=3500 x=35400000 n=3",
                        "NOTIONAL@86400000 CLOSED r0 10000/10200/10000/10200 v=3500 b=3500 x=35400000 n=3");
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        BarTape sink = new BarTape((buffer, offset, length) -> {}).define(1, -2, -3);
        sink.set(Setting.BARS_TICKS, 10, 0).set(Setting.BARS_CARRY_FORWARD, 1, 0);
        run(sink, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long best = Long.MAX_VALUE;
        for (int round = 1; round < 6; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(sink, round);
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(best).isZero();
    }

    private static void run(BarTape sink, int round) {
        for (int i = 0; i < 100_000; i++) {
            long time = T + (round * 100_000L + i) * 10 * MS;
            int flags = i % 50 == 0 ? EventPrefix.ANOMALY : 0;
            sink.trade(time - (i % 20 == 0 ? 2 * SECOND : 0), 10_000 + i % 100, 5, AggressorSide.BUY, flags);
            if (flags != 0) {
                sink.verdict(sink.sequence(), Verdict.CONFIRMED);
            }
            if (i % 10 == 0) {
                sink.tick(time);
            }
        }
    }

    private static String inProgress() {
        return "1s@86400000 IN_PROGRESS r0 10000/10000/10000/10000 v=1 b=1 x=10000 n=1";
    }
}

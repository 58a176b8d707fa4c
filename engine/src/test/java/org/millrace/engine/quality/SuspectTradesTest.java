package org.millrace.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

class SuspectTradesTest {
    private final Outcome out = new Outcome();
    private final Script market = new Script(new QualityStage(out, SnapshotSink.NONE));
    private final Random random = new Random(11);
    private long id;

    @BeforeEach
    void tradeAroundAThousand() {
        market.define(1);
        trade(100, 1_000);
        out.clear();
    }

    @Test
    void shouldRejectALonePrintAtTenTimesThePrice() {
        market.trade(++id, 10_000, 5);
        trade(30, 1_000);

        assertEquals(List.of("Trade 101 5@10000 ANOMALY"), anomalousTrades());
        assertEquals(List.of("Verdict 101 REJECTED ANOMALY"), out.lines("Verdict"));
        assertThat(out.lines("Rejected"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Rejected 101 SUSPECT_NOT_CONFIRMED 10000");
    }

    @Test
    void shouldRejectALonePrintAtATenthOfThePrice() {
        market.trade(++id, 100, 5);
        trade(20, 1_000);

        assertEquals(List.of("Verdict 101 REJECTED ANOMALY"), out.lines("Verdict"));
    }

    @Test
    void shouldRejectTwoSuchPrintsAmongTwenty() {
        market.trade(++id, 10_000, 5);
        trade(8, 1_000);
        market.trade(++id, 10_000, 5);
        trade(20, 1_000);

        assertEquals(List.of("Verdict 101 REJECTED ANOMALY", "Verdict 110 REJECTED ANOMALY"), out.lines("Verdict"));
    }

    @Test
    void shouldConfirmAShiftOfTheLevelWithinTwentyTrades() {
        trade(20, 1_150);
        int verdicts = out.lines("Verdict").size();
        trade(200, 1_150);

        assertEquals(6, verdicts);
        assertEquals(6, anomalousTrades().size());
        assertThat(out.lines("Verdict")).hasSize(6).allMatch(line -> line.contains("CONFIRMED"));
        assertEquals(List.of(), out.lines("Rejected"));
    }

    @Test
    void shouldLoseNothingInACrash() {
        for (int seed = 0; seed < 200; seed++) {
            Random noise = new Random(seed);
            double steepness = 0.2 + 6 * noise.nextDouble();
            out.clear();
            for (int i = 1; i <= 200; i++) {
                double fallen = 0.4 * StrictMath.pow(i / 200.0, 1 / steepness);
                market.after(10).trade(++id, Math.round(1_000 * (1 - fallen) + noise.nextGaussian() * 3), 5);
            }
            trade(150, 600);
            assertEquals(List.of(), out.lines("Rejected"), "crash " + seed);
            assertEquals(anomalousTrades().size(), out.lines("Verdict").size(), "crash " + seed);
            trade(150, 1_000);
            trade(150, 1_000);
        }
    }

    @Test
    void shouldConfirmAQuantityThatIsOnlyLarge() {
        market.trade(++id, 1_000, 501 * 10);
        trade(5, 1_000);

        assertEquals(List.of("Trade 101 5010@1000 ANOMALY"), anomalousTrades());
        assertEquals(List.of("Verdict 101 CONFIRMED ANOMALY"), out.lines("Verdict"));
    }

    @Test
    void shouldFallBackOnTheQuoteWhereNobodyTrades() {
        market.trade(++id, 10_000, 5).quote(1, 999, 1, 1_001, 1);
        market.after(4_000).tick();
        assertEquals(List.of(), out.lines("Verdict"));

        market.after(1_000).tick();

        assertEquals(List.of("Verdict 101 REJECTED ANOMALY"), out.lines("Verdict"));
    }

    @Test
    void shouldLetATradeStandWhereNothingSpeaksAgainstIt() {
        market.trade(++id, 10_000, 5);
        market.after(5_000).tick();

        assertEquals(List.of("Verdict 101 CONFIRMED ANOMALY"), out.lines("Verdict"));
    }

    @Test
    void shouldNotLearnFromWhatItDoesNotBelieve() {
        for (int i = 0; i < 10; i++) {
            market.trade(++id, 10_000, 5);
            trade(25, 1_000);
        }

        assertThat(out.lines("Verdict")).hasSize(10).allMatch(line -> line.contains("REJECTED"));
    }

    @Test
    void shouldHoldABoundedNumber() {
        for (int i = 0; i < 100; i++) {
            market.trade(++id, (i + 2) % 2 == 0 ? 100_000L << (i / 2 % 20) : 1 + i, 5);
        }
        market.after(5_000).tick();

        assertEquals(anomalousTrades().size(), out.lines("Verdict").size());
    }

    private List<String> anomalousTrades() {
        return out.lines("Trade").stream()
                .filter(line -> line.endsWith("ANOMALY"))
                .toList();
    }

    private void trade(int count, long price) {
        for (int i = 0; i < count; i++) {
            market.after(10).trade(++id, price + random.nextInt(5) - 2, 40 + random.nextInt(20));
        }
    }
}

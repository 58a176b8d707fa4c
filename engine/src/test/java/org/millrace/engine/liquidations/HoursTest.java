package org.millrace.engine.liquidations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.Setting;

/** When an hour counts, and by which values. */
class HoursTest {
    private static final double NONE = Double.NaN;

    private final LiquidationTape tape = new LiquidationTape()
            .set(Setting.LIQUIDATIONS_PATIENCE, 5 * LiquidationTape.MINUTE_NS)
            .start(0, 30);

    @Test
    void shouldCountAWholeHourTenMinutesAfterItsEnd() {
        tape.tick(1, 1).hour(0, 100, 0.6, 3, 2).tick(1, 9);

        assertThat(tape.lines()).isEmpty();

        tape.tick(1, 10).tick(1, 11);

        assertThat(tape.lines()).containsExactly("Inputs 0: 100.0 0.6 3.0 2.0", "Features 0: 100.0");
        LiquidationFeaturesDecoder row = tape.features().get(0);
        assertThat(row.prefix().eventTime()).isEqualTo(time(1, 10));
        assertThat(row.runId()).isEqualTo(time(0, 30));
        assertThat(row.prefix().instrumentId()).isEqualTo(LiquidationTape.ASSET);
    }

    @Test
    void shouldCountItWithItsLastMetricWhereThatIsLate() {
        tape.tick(1, 12).hour(0, 100, 0.6, 3);

        assertThat(tape.lines()).isEmpty();

        tape.metric(LiquidationTape.FSL, 0, 2);

        assertThat(tape.lines()).containsExactly("Inputs 0: 100.0 0.6 3.0 2.0", "Features 0: 100.0");
    }

    @Test
    void shouldWaitForWhatIsMissingWhileTheProviderGoesOnTelling() {
        begin();
        tape.tick(2, 14).metric(LiquidationTape.PRICE, 1, 101);

        tape.tick(2, 18);
        assertThat(tape.lines()).isEmpty();
        tape.tick(2, 19);

        assertThat(tape.lines()).containsExactly("Inputs 1: 101.0 NaN NaN NaN FILLED", "Features 1: 101.0 FILLED");
    }

    @Test
    void shouldWorkOutTheShareOfLongsWhereItAloneIsMissing() {
        begin();
        tape.tick(2, 1).hour(1, 101, NONE, 1, 3).tick(2, 15);
        tape.tick(3, 1).hour(2, 102, NONE, 0, 0).tick(3, 15);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 1: 101.0 NaN 1.0 3.0",
                        "Features 1: 101.0",
                        "Inputs 2: 102.0 NaN 0.0 0.0",
                        "Features 2: 102.0");
        assertThat(tape.features())
                .extracting(LiquidationFeaturesDecoder::lldNormal)
                .containsExactly(0.25, 0.5);
    }

    @Test
    void shouldCarryVolumesAndCallThemStaleFromTheFourthHourOn() {
        begin();
        for (int hour = 1; hour <= 5; hour++) {
            tape.tick(hour + 1, 1)
                    .hour(hour, 100 + hour, NONE, hour == 2 ? 9 : NONE, NONE)
                    .tick(hour + 1, 15);
        }
        tape.tick(7, 1).hour(6, 106, 0.5, 1, 1).tick(7, 10);

        assertThat(tape.lines().stream().filter(line -> line.startsWith("Features")))
                .containsExactly(
                        "Features 1: 101.0 FILLED",
                        "Features 2: 102.0 FILLED",
                        "Features 3: 103.0 FILLED",
                        "Features 4: 104.0 stale FILLED",
                        "Features 5: 105.0 stale FILLED",
                        "Features 6: 106.0");
        assertThat(tape.features().get(1).fllNormal()).isEqualTo(StrictMath.log1p(3)); // both sides, or neither
    }

    @Test
    void shouldCarryThePriceTwiceThenHoldHoursBackUntilThereIsOne() {
        begin();
        for (int hour = 1; hour <= 5; hour++) {
            tape.tick(hour + 1, 1).hour(hour, NONE, 0.5, hour, hour).tick(hour + 1, 15);
        }
        assertThat(tape.features())
                .extracting(LiquidationFeaturesDecoder::price)
                .containsExactly(100.0, 100.0);

        tape.tick(7, 1).hour(6, 106, 0.5, 6, 6).tick(7, 15);

        assertThat(tape.lines().stream().filter(line -> line.startsWith("Features")))
                .containsExactly(
                        "Features 1: 100.0 FILLED",
                        "Features 2: 100.0 FILLED",
                        "Features 3: 100.0 FILLED",
                        "Features 4: 100.0 FILLED",
                        "Features 5: 100.0 FILLED",
                        "Features 6: 106.0");
    }

    @Test
    void shouldCountHoursThatWereHeldBackByTheirOwnPricesWhereTheseCome() {
        begin();
        for (int hour = 1; hour <= 4; hour++) {
            tape.tick(hour + 1, 1).hour(hour, NONE, 0.5, hour, hour).tick(hour + 1, 15);
        }
        tape.clear().tick(6, 1).metric(LiquidationTape.PRICE, 3, 103).metric(LiquidationTape.PRICE, 4, 104);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 3: 103.0 0.5 3.0 3.0",
                        "Features 3: 103.0",
                        "Inputs 4: 104.0 0.5 4.0 4.0",
                        "Features 4: 104.0");
    }

    @Test
    void shouldGiveTheFeedTimeToTellWhatCameWhileTheEngineDidNotRun() {
        begin();
        tape.start(9, 0).tick(9, 1).tick(9, 4);
        assertThat(tape.lines()).isEmpty();

        for (int hour = 1; hour <= 7; hour++) {
            tape.hour(hour, 100 + hour, 0.5, 1, 1);
        }

        assertThat(tape.features())
                .extracting(row -> LiquidationTape.hourOf(row.startTime()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(tape.features())
                .extracting(LiquidationFeaturesDecoder::runId)
                .containsOnly(time(0, 30));
    }

    @Test
    void shouldTellOfLateAndRevisedValuesAndLeaveWhatIsPublished() {
        begin();
        tape.tick(2, 1).hour(1, 101, 0.5, NONE, 4).tick(2, 15);
        tape.tick(3, 1).hour(2, 102, 0.5, 4, 4).metric(LiquidationTape.PRICE, 2, 102.5, EventPrefix.REVISED);
        tape.tick(3, 10).clear();

        tape.tick(3, 20).metric(LiquidationTape.FLL, 1, 4).metric(LiquidationTape.FLL, 1, 4);
        tape.metric(LiquidationTape.PRICE, 2, 103, EventPrefix.REVISED).tick(3, 30);

        assertThat(tape.lines())
                .containsExactly(
                        "Revision 1: NaN -> 4.0 processed",
                        "Inputs 1: 101.0 0.5 4.0 4.0",
                        "Revision 2: 102.5 -> 103.0 processed REVISED",
                        "Inputs 2: 103.0 0.5 4.0 4.0 REVISED");
        assertThat(tape.derived()).allMatch(event -> EventPrefix.eventTime(event, 0) == time(3, 20));
    }

    @Test
    void shouldTellOfValuesThatWereRevisedBeforeTheirHourCounted() {
        begin();
        tape.tick(2, 1)
                .hour(1, 101, 0.5, 4, 4)
                .metric(LiquidationTape.PRICE, 1, 102, EventPrefix.REVISED)
                .tick(2, 10);

        assertThat(tape.lines())
                .containsExactly(
                        "Revision 1: 101.0 -> 102.0 REVISED",
                        "Inputs 1: 102.0 0.5 4.0 4.0 REVISED",
                        "Features 1: 102.0 REVISED");
    }

    @Test
    void shouldDoubtSidesThatAreNotWhatTheShareOfLongsSays() {
        begin();
        tape.tick(2, 1).hour(1, 101, 0.9, 4, 4).tick(2, 10);

        assertThat(tape.lines()).containsExactly("Inputs 1: 101.0 0.9 4.0 4.0 ANOMALY", "Features 1: 101.0 ANOMALY");
    }

    @Test
    void shouldTakeWhatCannotBeForMissing() {
        begin();
        tape.tick(2, 1).hour(1, -1, 1.5, -4, Double.POSITIVE_INFINITY).tick(2, 15);

        assertThat(tape.lines()).containsExactly("Inputs 1: NaN NaN NaN NaN FILLED", "Features 1: 100.0 FILLED");
    }

    @Test
    void shouldBeginWithTheFirstHourOfWhichPriceAndBothSidesAreKnown() {
        tape.tick(4, 12)
                .hour(0, 100)
                .hour(1, 101, 0.5, 1)
                .hour(2, 102, NONE, 1, 1)
                .hour(3, 103, 0.5, 1, 1)
                .tick(4, 17);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 2: 102.0 NaN 1.0 1.0",
                        "Features 2: 102.0",
                        "Inputs 3: 103.0 0.5 1.0 1.0",
                        "Features 3: 103.0");
    }

    @Test
    void shouldTellOfHoursBeforeTheFirstWithoutCountingThem() {
        tape.tick(4, 1).hour(3, 103, 0.5, 1, 1).tick(4, 10).clear();

        tape.tick(4, 20).metric(LiquidationTape.PRICE, 1, 101).metric(LiquidationTape.FLL, 1, 7);
        tape.metric(LiquidationTape.PRICE, 1, 102, EventPrefix.REVISED).tick(4, 30);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 1: 101.0 NaN NaN NaN",
                        "Inputs 1: 101.0 NaN 7.0 NaN",
                        "Revision 1: 101.0 -> 102.0 REVISED",
                        "Inputs 1: 102.0 NaN 7.0 NaN REVISED");
    }

    @Test
    void shouldCountAllHoursAnewWhereThatIsAskedFor() {
        tape.tick(3, 1).hour(2, 102, 0.5, 1, 1).tick(3, 10);
        tape.tick(4, 1).hour(3, 103, 0.5, 1, 1).tick(4, 10);
        tape.hour(1, 101, 0.5, 2, 2).metric(LiquidationTape.PRICE, 3, 104).clear();
        long asked = time(4, 12);

        tape.set(Setting.LIQUIDATIONS_REPLAY, asked).restore().tick(4, 12);
        tape.set(Setting.LIQUIDATIONS_REPLAY, asked).tick(4, 13);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 1: 101.0 0.5 2.0 2.0",
                        "Features 1: 101.0",
                        "Inputs 2: 102.0 0.5 1.0 1.0",
                        "Features 2: 102.0",
                        "Inputs 3: 104.0 0.5 1.0 1.0",
                        "Features 3: 104.0");
        assertThat(tape.features())
                .extracting(LiquidationFeaturesDecoder::runId)
                .containsOnly(asked);
    }

    @Test
    void shouldObeyItsSettings() {
        tape.set(Setting.LIQUIDATIONS_PUBLISH_DELAY, 20 * LiquidationTape.MINUTE_NS)
                .set(Setting.LIQUIDATIONS_PATIENCE, 2 * LiquidationTape.MINUTE_NS)
                .set(Setting.LIQUIDATIONS_STATISTIC, 1);
        tape.tick(1, 18).metric(LiquidationTape.PRICE, 0, 100).hour(0, 100, 0.5, 1, 1);
        tape.metric("derivatives/futures_liquidated_volume_long_mean", 0, 7);
        tape.metric("derivatives/futures_liquidated_volume_short_mean", 0, 8).tick(1, 19);
        assertThat(tape.lines()).isEmpty();

        tape.tick(1, 20).metric(LiquidationTape.PRICE, 1, 101).tick(2, 21).tick(2, 22);

        assertThat(tape.lines())
                .containsExactly(
                        "Inputs 0: 100.0 0.5 7.0 8.0",
                        "Features 0: 100.0",
                        "Inputs 1: 101.0 NaN NaN NaN FILLED",
                        "Features 1: 101.0 FILLED");
    }

    private void begin() {
        tape.tick(1, 1).hour(0, 100, 0.6, 3, 2).tick(1, 10).clear();
    }

    private static long time(int hour, int minutes) {
        return LiquidationTape.START_NS + hour * LiquidationTape.HOUR_NS + minutes * LiquidationTape.MINUTE_NS;
    }
}

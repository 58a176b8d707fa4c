package org.millrace.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

class QualityStageTest {
    private static final long SECOND = 1_000_000_000L;

    private final Outcome out = new Outcome();
    private final Script market = new Script(new QualityStage(out, SnapshotSink.NONE));

    @BeforeEach
    void startWithOneInstrument() {
        market.define(1).trade(100, 50, 3);
        out.clear();
    }

    @Test
    void shouldRefuseWhatIsNotPositive() {
        market.trade(101, 0, 1)
                .trade(101, -5, 1)
                .trade(101, 50, 0)
                .trade(101, 50, -1)
                .trade(101, 50, 1);

        assertEquals(
                List.of(
                        "Rejected 101 PRICE_NOT_POSITIVE 0 bound 0",
                        "Rejected 101 PRICE_NOT_POSITIVE -5 bound 0",
                        "Rejected 101 QUANTITY_NOT_POSITIVE 0 bound 0",
                        "Rejected 101 QUANTITY_NOT_POSITIVE -1 bound 0",
                        "Trade 101 1@50"),
                out.lines());
    }

    @Test
    void shouldRefuseDuplicatesAndWhatComesOutOfOrder() {
        market.trade(101, 50, 1).trade(101, 50, 1).trade(103, 50, 1).trade(102, 50, 1);

        assertEquals(
                List.of(
                        "Trade 101 1@50",
                        "Rejected 101 DUPLICATE 101 bound 101",
                        "Trade 103 1@50",
                        "Rejected 102 OUT_OF_ORDER 102 bound 103"),
                out.lines());
    }

    @Test
    void shouldRefuseTimesBeforeThereWasAMarket() {
        market.at(-631_152_000_000L).trade(101, 50, 1);

        assertEquals(List.of("Rejected 101 TIME_INVALID 1136073600000000000 bound 1230768000000000000"), out.lines());
    }

    @Test
    void shouldRefuseWhatIsOlderThanAMinuteByTheVenuesClock() {
        market.at(120_000).delay(1).trade(101, 50, 1);
        market.at(60_001).delay(60_001).trade(102, 50, 1);
        market.at(60_000).delay(60_003).trade(103, 50, 1);

        assertEquals(
                List.of("Trade 101 1@50", "Trade 102 1@50", "Rejected 103 TOO_OLD 60002000000 bound 60000000000"),
                out.lines());
    }

    @Test
    void shouldAcceptSnapshotOfABookThatHasNotChangedForLong() {
        market.at(4_000_000).delay(1).trade(101, 50, 1);
        out.clear();

        market.at(10_000).delay(3_990_001).snapshot(7, 50, 1, -51, 1).delta(8, 8, 50, 2);

        assertEquals(
                "Rejected 8 TOO_OLD 3990000000000 bound 60000000000",
                out.lines().get(out.lines().size() - 1));
        assertEquals(1, out.lines("Rejected").size());
    }

    @Test
    void shouldAcceptAnythingThatIsOnlySeenThroughASlowClock() {
        market.at(1_000).delay(-1_500).trade(101, 50, 1);
        market.at(1_100).delay(-1_300).trade(102, 50, 1);

        assertEquals(List.of("Trade 101 1@50", "Trade 102 1@50"), out.lines());
    }

    @Test
    void shouldNotLetOneEventFromTheFutureMakeAllOthersOld() {
        market.at(1_000).trade(101, 50, 1);
        market.at(7_200_000).delay(-7_199_000).trade(102, 50, 1);
        market.at(1_001).delay(1).trade(103, 50, 1);

        assertEquals(
                List.of(
                        "Trade 101 1@50",
                        "Rejected 102 TIME_INVALID 1767232800000000000 bound 1767225900999000000",
                        "Trade 103 1@50"),
                out.lines());
    }

    @Test
    void shouldOpenAGapUntilTheNextTrade() {
        market.status(FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP).trade(105, 50, 1);
        market.trade(106, 50, 1).start().trade(107, 50, 1);

        assertEquals(List.of("Trade 105 1@50 GAP_OPEN", "Trade 106 1@50", "Trade 107 1@50 GAP_OPEN"), out.lines());
    }

    @Test
    void shouldPassCrossedQuotesFlagged() {
        market.quote(7, 50, 1, 51, 1)
                .quote(8, 51, 1, 51, 1)
                .quote(8, 50, 1, 51, 1)
                .quote(9, 0, 0, 51, 1);

        assertEquals(
                List.of("Quote 50/51", "Quote 51/51 ANOMALY", "Rejected 8 DUPLICATE 8 bound 8", "Quote 0/51"),
                out.lines());
    }

    @Test
    void shouldRefuseImpossibleLevelsAndUnknownInstruments() {
        market.delta(1, 2, 50, 1, -51, -3).instrument(9).trade(1, 50, 1);

        assertEquals(
                List.of("Rejected 2 QUANTITY_NOT_POSITIVE -3 bound 0", "Rejected 0 UNKNOWN_INSTRUMENT 9 bound 2"),
                out.lines());
    }

    @Test
    void shouldScoreEachInstrumentOnTheClocksBeat() {
        market.trade(101, 50, 1).trade(101, 50, 1).trade(102, 50, 1).trade(103, 0, 1);
        market.status(FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP).quote(5, 51, 1, 50, 1);

        market.at(1_000).tick().at(2_500).tick();

        assertEquals(
                List.of("Score 0.6666666666666666 accepted 4 invalid 1 duplicates 1 outOfOrder 0 tooOld 0"
                        + " gaps 1 crossed 1 anomalies 0 book 0/0/0"),
                out.lines("Score"));
    }

    @Test
    void shouldForgetWhatLeftTheWindowOfTheScore() {
        market.trade(101, 50, 1).trade(101, 50, 1);
        for (long second = 1; second <= 70; second++) {
            market.at(second * 1_000).tick();
        }

        assertEquals(2, out.lines("Score").size());
        assertEquals(
                "Score 1.0 accepted 2 invalid 0 duplicates 1",
                out.lines("Score").get(1).substring(0, 43));
    }

    @Test
    void shouldJudgeEachInstrumentByItsOwnThresholds() {
        market.set(1, Setting.QUALITY_AGE, SECOND, 0).set(0, Setting.QUALITY_AGE, 5 * SECOND, 0);
        market.define(2).at(10_000).delay(1).trade(1, 50, 1);
        out.clear();

        market.at(8_000)
                .delay(2_002)
                .instrument(1)
                .trade(101, 50, 1)
                .instrument(2)
                .trade(2, 50, 1);

        assertEquals(List.of("Rejected 101 TOO_OLD 2001000000 bound 1000000000", "Trade 2 1@50"), out.lines());
    }
}

package org.millrace.feeds.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;

class ChartFeedTest {
    private static final long NOW = 1_790_948_000_000_000_000L;
    private static final String FIRST = "0 10.1 10.3 10 10.2 100";
    private static final String SECOND = "300 10.2 10.4 10.2 10.3 200";

    private final YahooHarness harness = new YahooHarness();

    @Test
    void shouldTellOfEachBarOnce() {
        harness.answer(ChartText.minutes(620, FIRST, SECOND, "600 10.3 10.3 10.3 10.3 5"), NOW);
        List<String> first = harness.take();
        harness.answer(ChartText.minutes(620, FIRST, SECOND, "600 10.3 10.3 10.3 10.3 5"), NOW + 1);

        assertThat(first)
                .containsExactly(
                        bar(NOW, 0, "o=10.1 h=10.3 l=10 c=10.2 v=100", "closed=T"),
                        bar(NOW, 300, "o=10.2 h=10.4 l=10.2 c=10.3 v=200", "closed=T"),
                        bar(NOW, 600, "o=10.3 h=10.3 l=10.3 c=10.3 v=5", "closed=F"));
        assertThat(harness.take()).isEmpty();
    }

    @Test
    void shouldTakeTheLiveRowIntoThePeriodBeforeIt() {
        harness.answer(ChartText.minutes(450, FIRST, SECOND, "450 10.5 10.5 10.5 10.5 0"), NOW);

        assertThat(harness.take())
                .containsExactly(
                        bar(NOW, 0, "o=10.1 h=10.3 l=10 c=10.2 v=100", "closed=T"),
                        bar(NOW, 300, "o=10.2 h=10.5 l=10.2 c=10.5 v=200", "closed=F"));
    }

    @Test
    void shouldBeginThePeriodOfALiveRowThatIsAlone() {
        harness.answer(ChartText.minutes(450, FIRST, "450 10.5 10.5 10.5 10.5 0"), NOW);

        assertThat(harness.take()).endsWith(bar(NOW, 300, "o=10.5 h=10.5 l=10.5 c=10.5 v=0", "closed=F"));
    }

    @Test
    void shouldFlagWhatWasRestated() {
        harness.answer(ChartText.minutes(400, FIRST, SECOND), NOW);
        harness.take();
        harness.answer(ChartText.minutes(700, "0 10.1 10.3 10 10.2 101", SECOND), NOW + 1);

        assertThat(harness.take())
                .containsExactly(
                        bar(NOW + 1, 0, "o=10.1 h=10.3 l=10 c=10.2 v=101", "closed=T REVISED"),
                        bar(NOW + 1, 300, "o=10.2 h=10.4 l=10.2 c=10.3 v=200", "closed=T"));
        assertThat(harness.feed.counters().get(FeedCounter.REVISED)).isEqualTo(1);
    }

    @Test
    void shouldLeaveNoHoleWhereAnAnswerBringsWhatTheLastOneLacked() {
        harness.answer(ChartText.minutes(700, FIRST, "300 null null null null null"), NOW);
        harness.take();
        harness.answer(ChartText.minutes(700, FIRST, SECOND), NOW + 1);

        assertThat(harness.take()).containsExactly(bar(NOW + 1, 300, "o=10.2 h=10.4 l=10.2 c=10.3 v=200", "closed=T"));
    }

    @Test
    void shouldMakeOneBarOfADay() {
        harness.answer(
                ChartText.chart("1d", 1_790_950_000L, List.of("-86400 9 9 9 9 9", "0 1 1 1 1 1", "2200 2 3 1 2 5")),
                NOW);

        assertThat(harness.take())
                .containsExactly(
                        "VenueBar 1 " + NOW + " 1790827200000000000 86400s o=9 h=9 l=9 c=9 v=9 q=0 n=0 V=0 closed=T",
                        "VenueBar 1 " + NOW + " 1790913600000000000 86400s o=2 h=3 l=1 c=2 v=5 q=0 n=0 V=0 closed=F");
    }

    @Test
    void shouldTakeVolumesAsTheyArePrinted() {
        harness.answer(ChartText.minutes(700, "0 7.199999809265137 8 7 7.5 98765432"), NOW);

        assertThat(harness.take()).containsExactly(bar(NOW, 0, "o=7.2 h=8 l=7 c=7.5 v=98765432", "closed=T"));
    }

    @Test
    void shouldTakeOnlyTheFirstOfRowsThatComeTwice() {
        harness.answer(ChartText.minutes(700, FIRST, "0 9 9 9 9 9", "300 null null null null null", SECOND), NOW);

        assertThat(harness.take())
                .containsExactly(
                        bar(NOW, 0, "o=10.1 h=10.3 l=10 c=10.2 v=100", "closed=T"),
                        bar(NOW, 300, "o=10.2 h=10.4 l=10.2 c=10.3 v=200", "closed=T"));
        assertThat(harness.feed.counters().get(FeedCounter.IGNORED)).isEqualTo(2);
    }

    @Test
    void shouldRefuseBarsThatCannotBeOnceEach() {
        String answer = ChartText.minutes(700, "0 10 9 8 10 1", "300 1 1 0 1 1", "600 1 1 1 1 1e30");

        harness.answer(answer, NOW);
        harness.answer(answer, NOW + 1);

        assertThat(harness.take())
                .containsExactly(
                        "Rejected 1 " + NOW + " INCONSISTENT 8 0 [1790947800]",
                        "Rejected 1 " + NOW + " PRICE_NOT_POSITIVE 8 0 [1790948100]",
                        "Rejected 1 " + NOW + " OVERFLOW 8 0 [1790948400]");
    }

    @Test
    void shouldGoOnWhereTheRingWasFull() {
        String answer = ChartText.minutes(700, FIRST, SECOND, "600 10.3 10.3 10.3 10.3 5");
        List<Boolean> taken = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            harness.ring.free(i == 3 ? 1 : i == 0 ? 0 : 1);
            taken.add(harness.answer(answer, NOW));
        }

        assertThat(taken).containsExactly(false, false, false, true);
        assertThat(harness.take()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldRoundToTheExponentAndCountIt() {
        harness.answer(ChartText.minutes(700, "0 107.31999969482422 107.325 107.31 107.3200001 1"), NOW);

        assertThat(harness.take()).containsExactly(bar(NOW, 0, "o=107.32 h=107.32 l=107.31 c=107.32 v=1", "closed=T"));
        assertThat(harness.feed.counters().get(FeedCounter.ROUNDED)).isEqualTo(1);
    }

    @Test
    void shouldSayWhatTheVenueDoesNotKnow() {
        harness.answer(
                "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found\"}}}",
                NOW);

        assertThat(harness.take())
                .containsExactly(
                        "Rejected 0 " + NOW + " UNKNOWN_INSTRUMENT 8 0 [{\"chart\":{\"result\":null,\"error\":]");
    }

    @Test
    void shouldTakeAChartWithoutRows() {
        String empty = ChartText.minutes(0).replace("\"timestamp\":[],", "");

        harness.answer(empty, NOW);

        assertThat(harness.take()).isEmpty();
        assertThat(harness.feed.counters().get(FeedCounter.REJECTED)).isZero();
    }

    private static String bar(long time, long start, String values, String rest) {
        return "VenueBar 1 " + time + " " + (1_790_947_800L + start) + "000000000 300s " + values + " q=0 n=0 V=0 "
                + rest;
    }
}

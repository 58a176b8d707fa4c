package org.millrace.engine.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertAction;
import org.millrace.codecs.sbe.AlertComparison;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.gateway.protocol.ErrorCode;

class AlertsStageTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final String MADE = "1 of ann is active";
    private static final String ACCEPTED = "result 0 of 1";

    private final AlertTape tape = new AlertTape();

    @Test
    void shouldFireOnceWhenThePriceIsAbove() {
        tape.create(AlertCondition.PRICE_ABOVE, 100);

        tape.trade("100").trade("100.5").trade("101");

        assertEquals(List.of(MADE, ACCEPTED, "1 fired: 100.5 against 100.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldFireAgainAfterTheCooldown() {
        tape.create(AlertCondition.PRICE_BELOW, 100, command -> command.once(BooleanType.F)
                .cooldown(5 * MINUTE));
        tape.said();

        tape.trade("99")
                .trade("98")
                .tick("10:04:59")
                .trade("97")
                .tick("10:05:00")
                .trade("96");

        assertEquals(List.of("1 fired: 99.0 against 100.0", MADE, "1 fired: 96.0 against 100.0", MADE), tape.said());
    }

    @Test
    void shouldLeaveOutSuspectPrices() {
        tape.create(AlertCondition.PRICE_ABOVE, 100);
        tape.said();

        tape.events().trade().price("1000").flags(EventPrefix.ANOMALY).send();

        assertEquals(List.of(), tape.said());
    }

    @Test
    void shouldWatchTheSpreadOfQuotesWhereThereIsNoBook() {
        tape.create(AlertCondition.SPREAD, 2);
        tape.said();

        tape.events().quote().bid("100", "1").ask("102", "1").send();
        tape.events().quote().bid("100", "1").ask("102.5", "1").send();

        assertEquals(List.of("1 fired: 2.5 against 2.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldWatchTheSpreadOfABookWhileItIsLive() {
        tape.create(AlertCondition.SPREAD, 2);
        tape.said();

        tape.top(100, 110, BookState.STALE).top(100, 102, BookState.LIVE);
        tape.events().quote().bid("100", "1").ask("110", "1").send(); // the book knows better
        tape.top(100, 103, BookState.LIVE);

        assertEquals(List.of("1 fired: 3.0 against 2.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldWatchTheRelativeStrength() {
        tape.create(AlertCondition.RSI_ABOVE, 70).create(AlertCondition.RSI_BELOW, 30);
        tape.said();

        tape.indicators(values -> values.rsi14(Double.NaN));
        tape.indicators(values -> values.rsi14(71).timeframe(300));
        tape.indicators(values -> values.rsi14(72));
        tape.indicators(values -> values.rsi14(20));

        assertEquals(
                List.of(
                        "1 fired: 72.0 against 70.0",
                        "1 of ann is fired",
                        "2 fired: 20.0 against 30.0",
                        "2 of ann is fired"),
                tape.said());
    }

    @Test
    void shouldFireWhenMacdCrossesItsSignalAndNotWhileItIsBeyond() {
        tape.create(AlertCondition.MACD_CROSSOVER, 1).create(AlertCondition.MACD_CROSSOVER, -1);
        tape.said();

        for (double macd : new double[] {2, 1, 0.5, 1, 1.5}) { // the signal stays at 1
            tape.indicators(values -> values.macd(macd).macdSignal(1));
        }

        assertEquals(
                List.of(
                        "2 fired: 0.5 against 1.0",
                        "2 of ann is fired",
                        "1 fired: 1.5 against 1.0",
                        "1 of ann is fired"),
                tape.said());
    }

    @Test
    void shouldCompareTheVolumeOfABarWithTheAverageThatComesBehindIt() {
        tape.create(AlertCondition.VOLUME_SPIKE, 3);
        tape.said();

        tape.bar(10).indicators(values -> values.volumeSma20(10));
        tape.bar(40).indicators(values -> values.volumeSma20(12));

        assertEquals(List.of("1 fired: 40.0 against 36.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldWatchMovesWithinTheWindowAlone() {
        tape.create(AlertCondition.PERCENT_MOVE, 5, command -> command.window(MINUTE)
                .comparison(AlertComparison.EITHER));
        tape.create(AlertCondition.PERCENT_MOVE, 5, command -> command.window(MINUTE)
                .comparison(AlertComparison.BELOW));
        tape.said();

        tape.events().trade().price("100").at("10:00:00").send();
        tape.events().trade().price("104").at("10:00:30").send();
        tape.events().trade().price("106").at("10:01:10").send(); // the 100 is too long ago
        tape.events().trade().price("110").at("10:01:20").send();
        tape.events().trade().price("99").at("10:01:30").send();

        assertEquals(
                List.of(
                        "1 fired: 5.769230769230771 against 5.0",
                        "1 of ann is fired",
                        "2 fired: -9.999999999999998 against 5.0",
                        "2 of ann is fired"),
                tape.said());
    }

    @Test
    void shouldTellOfAFeedWithoutData() {
        tape.create(AlertCondition.FEED_STALE, 0, command -> command.window(MINUTE)
                .cooldown(MINUTE)
                .once(BooleanType.F));
        tape.said();

        tape.tick("10:00:30").trade("100").tick("10:01:30").tick("10:01:30.1").tick("10:02:00");

        assertEquals(List.of("1 fired: 60.1 against 60.0", MADE), tape.said());
    }

    @Test
    void shouldTellOfAFeedThatSaysItIsStale() {
        tape.create(AlertCondition.FEED_STALE, 0, command -> command.window(MINUTE));
        tape.said();

        tape.events()
                .feedStatus()
                .of(FeedStream.BOOK, FeedState.STALE, FeedReason.GAP)
                .send();
        tape.tick("10:00:00.1");

        assertEquals(List.of("1 fired: 0.1 against 60.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldTellOfAVenueOfWhichOneConnectionIsNotLive() {
        tape.of(Venue.SIMULATOR).create(0, AlertCondition.FEED_STALE, 0, command -> command.window(MINUTE));
        tape.said();

        tape.events()
                .feedStatus()
                .instrument(0)
                .of(FeedStream.CONNECTION, FeedState.LIVE, FeedReason.NONE)
                .send();
        tape.tick("10:00:01");
        tape.events()
                .feedStatus()
                .instrument(0)
                .of(FeedStream.CONNECTION, FeedState.DISCONNECTED, FeedReason.NONE)
                .send();
        tape.tick("10:00:02");

        assertEquals(List.of("1 fired: 0.0 against 60.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldWatchOneAccountWhereOneIsNamed() {
        tape.create(AlertCondition.POSITION_LIMIT, 10, command -> command.accountId(4));
        tape.create(AlertCondition.POSITION_LIMIT, 10, command -> command.accountId(3));
        tape.said();

        tape.position(11);

        assertEquals(List.of("2 fired: 11.0 against 10.0", "2 of ann is fired"), tape.said());
    }

    @Test
    void shouldWatchPositionsAndDrawdown() {
        tape.create(AlertCondition.POSITION_LIMIT, 10).create(0, AlertCondition.DRAWDOWN_LIMIT, 0.2, command -> {});
        tape.said();

        tape.position(10).position(-11).drawdown(0.3, 5).drawdown(0.25, 0);

        assertEquals(
                List.of(
                        "1 fired: 11.0 against 10.0",
                        "1 of ann is fired",
                        "2 fired: 0.25 against 0.2",
                        "2 of ann is fired"),
                tape.said());
    }

    @Test
    void shouldCompareFieldsOfTwoInstruments() {
        tape.create(AlertCondition.COMPARISON, 1.01, command -> command.left(AlertField.PRICE)
                .right(AlertField.PRICE)
                .otherInstrumentId(2));
        tape.said();

        tape.events().trade().instrument(1).price("100").send();
        tape.events().trade().instrument(2).price("99.5").send();
        tape.events().trade().instrument(2).price("99").send();

        assertEquals(List.of("1 fired: 100.0 against 99.99", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldNotFireWhileSilent() {
        tape.create(AlertCondition.PRICE_ABOVE, 100);
        tape.command(0, AlertAction.SILENCE, command -> command.alertId(1)
                .silenceFrom(AlertTape.ns("10:00:00"))
                .silenceUntil(AlertTape.ns("11:00:00")));
        tape.said();

        tape.trade("101").tick("11:00:00").trade("102");

        assertEquals(List.of("1 fired: 102.0 against 100.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldNotFireInQuietHoursThatLastBeyondMidnight() {
        tape.create(AlertCondition.PRICE_ABOVE, 100, command -> command.quietDays((short) 0b1000000) // Sunday
                .quietFrom(22 * 60)
                .quietUntil(11 * 60));
        tape.said();

        tape.trade("101").tick("11:00:00").trade("102");

        assertEquals(List.of("1 fired: 102.0 against 100.0", "1 of ann is fired"), tape.said());
    }

    @Test
    void shouldObeyACommandOnceAndAnswerItEachTime() {
        tape.create(AlertCondition.PRICE_ABOVE, 100);

        tape.again(1, AlertAction.CREATE, command -> command.condition(AlertCondition.PRICE_ABOVE));

        assertEquals(List.of(MADE, ACCEPTED, ACCEPTED), tape.said());
    }

    @Test
    void shouldDeleteAlerts() {
        tape.create(AlertCondition.PRICE_ABOVE, 100);
        tape.said();

        tape.command(0, AlertAction.DELETE, command -> command.alertId(1)).trade("101");
        tape.command(0, AlertAction.DELETE, command -> command.alertId(1));

        assertEquals(
                List.of("1 of ann is deleted", ACCEPTED, "result " + ErrorCode.UNKNOWN_ALERT + " of 0"), tape.said());
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        tape.create(9, AlertCondition.PRICE_ABOVE, 100, command -> {});
        tape.create(AlertCondition.PRICE_ABOVE, Double.NaN);
        tape.create(AlertCondition.RSI_ABOVE, 70, command -> command.timeframe(7));
        tape.create(AlertCondition.COMPARISON, 70);

        assertEquals(List.of("result 202 of 0", "result 104 of 0", "result 104 of 0", "result 104 of 0"), tape.said());
    }

    @Test
    void shouldLetAnOwnersOldestThatHasFiredGiveWay() {
        for (int i = 0; i < AlertBook.MOST_OF_OWNER; i++) {
            tape.create(AlertCondition.PRICE_ABOVE, i == 7 ? 100 : 200);
        }
        tape.create(AlertCondition.PRICE_ABOVE, 200, command -> command.owner("bob"));
        tape.said();

        tape.create(AlertCondition.PRICE_ABOVE, 200).trade("101").create(AlertCondition.PRICE_ABOVE, 200);

        assertEquals(
                List.of(
                        "result " + ErrorCode.TOO_MANY + " of 0",
                        "8 fired: 101.0 against 100.0",
                        "8 of ann is fired",
                        "8 of ann is deleted",
                        "502 of ann is active",
                        "result 0 of 502"),
                tape.said());
    }

    @Test
    void shouldTellOfAllAlertsWhenTheEngineStarts() {
        tape.create(AlertCondition.PRICE_ABOVE, 100)
                .create(AlertCondition.PRICE_BELOW, 50)
                .trade("101");
        tape.said();

        tape.events().engineStarted().send();

        assertEquals(List.of("1 of ann is fired", "2 of ann is active"), tape.said());
    }

    @Test
    void shouldGoOnFromASnapshotAtAnyEvent() {
        List<String> straight = dayOfAlerts(new AlertTape(), false);
        List<String> restored = dayOfAlerts(new AlertTape(), true);

        assertEquals(straight, restored);
        assertEquals(
                10, straight.stream().filter(word -> word.contains("fired:")).count());
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        RecordingConsumer inputs = new RecordingConsumer();
        dayOfAlerts(new AlertTape(inputs), false);
        List<UnsafeBuffer> events = inputs.events();
        AlertsStage stage = new AlertsStage((buffer, offset, length) -> {}, SnapshotSink.NONE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long best = Long.MAX_VALUE;
        for (int round = 0;
                round < 50 && best > 0;
                round++) { // the first makes the alerts, the others make them no more
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100 * events.size(); i++) {
                UnsafeBuffer event = events.get(i % events.size());
                stage.onEvent(event, 0, event.capacity());
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, best);
    }

    private static List<String> dayOfAlerts(AlertTape tape, boolean restoring) {
        tape.create(AlertCondition.PRICE_ABOVE, 104, command -> command.once(BooleanType.F)
                .cooldown(MINUTE));
        tape.create(AlertCondition.PERCENT_MOVE, 4, command -> command.window(MINUTE)
                .comparison(AlertComparison.ABOVE));
        tape.create(AlertCondition.FEED_STALE, 0, command -> command.window(MINUTE)
                .once(BooleanType.F)
                .cooldown(MINUTE));
        tape.create(AlertCondition.MACD_CROSSOVER, 1, command -> command.once(BooleanType.F)
                .cooldown(1));
        for (int i = 0; i < 60; i++) {
            if (restoring) {
                tape.restore();
            }
            int step = i;
            String time = "10:%02d:%02d".formatted(i / 6, i % 6 * 10);
            tape.tick(time);
            if (i < 40) {
                tape.events()
                        .trade()
                        .at(time)
                        .price(Integer.toString(100 + i % 7))
                        .send();
                tape.indicators(values -> values.macd(step % 30 - 15).macdSignal(0));
            }
        }
        return tape.said();
    }
}

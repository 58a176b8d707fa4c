package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.support.TradeBuilder;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

/** One trade a second from 10:00:01, of which the ring has lost most; the gateway's clock stands still until moved. */
class ReplayTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LONG = Duration.ofDays(1);
    private static final SubscriberSettings FEW_MESSAGES = RunningGateway.PATIENT
            .edit()
            .queueBytes(1024 * 1024)
            .lag(LONG)
            .heartbeat(LONG)
            .build();

    private final AtomicLong clock = new AtomicLong(1_800_000_000L * SECOND);
    private final RunningGateway gateway =
            RunningGateway.withJournal(RunningGateway.settings(FEW_MESSAGES), clock::get);
    private final TestClient client = gateway.connect().await("hello");

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void shouldReplayASpanAsFastAsItIsRead() {
        begin(3_000);
        client.send(replay("'from':500,'to':503")).await("replayEnd");

        assertEquals(
                List.of(
                        "{\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"trades\",\"instruments\":["
                                + "{\"instrument\":\"*\",\"instrumentId\":0,\"status\":\"ok\",\"code\":0}]}",
                        state("replayBegin\""),
                        "trades 1 #499 seq=500 replay",
                        "trades 1 #500 seq=501 replay",
                        "trades 1 #501 seq=502 replay",
                        "trades 1 #502 seq=503 replay",
                        state("replayEnd\",\"count\":4")),
                client.received());
    }

    @Test
    void shouldNumberWhatIsNearerToTheEndAlike() {
        begin(3_000);
        client.send(replay("'from':2990,'to':2991")).await("replayEnd");

        assertEquals(List.of(2_989, 2_990), numbers());
    }

    @Test
    void shouldFindASpanByItsTimes() {
        begin(20_000);
        client.send(replay("'from':'%s','to':'%s'".formatted(time(15_000), time(15_003))))
                .await("replayEnd");

        assertEquals(List.of(15_000, 15_001, 15_002), numbers());
    }

    @Test
    void shouldReplayAsItWasAndFaster() {
        begin(100);
        client.send(replay("'from':2,'to':101,'speed':2")).await("#1 ");
        clock.addAndGet(SECOND);
        client.await("#3 ");
        client.send("{'op':'pause','id':2}").await("\"op\":\"pause\"");
        clock.addAndGet(50 * SECOND);
        client.send("{'op':'resume','id':3,'speed':10}").await("\"op\":\"resume\"");
        clock.addAndGet(SECOND);
        client.await("#13 ");
        client.send("{'op':'pause','id':4}").await("\"id\":\"4\"");

        assertEquals(IntStream.rangeClosed(1, 13).boxed().toList(), numbers());
    }

    @Test
    void shouldSeekBackAndForth() {
        begin(100);
        client.send(replay("'from':2,'to':90,'speed':1")).await("#1 ");
        client.send("{'op':'seek','id':2,'to':50}").await("#49 ");
        client.send("{'op':'seek','id':3,'to':'%s'}".formatted(time(20))).await("#20 ");
        client.send("{'op':'seek','id':4,'to':90}").await("replayEnd");
        client.send("{'op':'seek','id':5,'to':90}")
                .await(line -> client.received().stream()
                                .filter(each -> each.contains("replayEnd"))
                                .count()
                        == 2);

        assertEquals(List.of(1, 49, 20, 89, 89), numbers());
    }

    @Test
    void shouldSeekWhatWasNotThereWhenItBegan() {
        begin(100);
        client.send(replay("'from':2,'to':200,'speed':1")).await("#1 ");
        trade(101, 200);
        client.send("{'op':'seek','id':2,'to':151}").await("#150 ");
        client.send("{'op':'seek','id':3,'to':'%s'}".formatted(time(180))).await("#180 ");
        client.send("{'op':'seek','id':4,'to':'%s'}".formatted(time(201))).await("replayEnd");

        assertEquals(List.of(1, 150, 180), numbers());
    }

    @Test
    void shouldMoveTimeOnlyByAcknowledgedSteps() {
        gateway.events().definition().send();
        for (int i = 0; i < 200; i++) { // each trade causes a quote
            gateway.cause(2 * i + 1);
            gateway.events().trade().at(at(i + 1)).send();
            gateway.events().quote().send();
        }
        gateway.publishAndWait();
        client.send("{'op':'subscribe','id':'r','channel':['trades','quotes'],'mode':'replay','from':2,'to':401,"
                        + "'speed':'step'}")
                .await("replayBegin");
        client.send("{'op':'step','id':1}").await("\"id\":\"1\"");
        client.send("{'op':'step','id':2,'count':2}").await("\"id\":\"2\"");
        for (int i = 3; i < 200; i++) { // more than a client may otherwise say
            client.send("{'op':'step','id':%d}".formatted(i)).await("\"id\":\"" + i + "\"");
        }

        List<String> expected = Stream.concat(
                        Stream.of(
                                "trades 1 #1 seq=2 replay",
                                "quotes 1 #1 seq=3 replay",
                                step("1", 3, 1),
                                "trades 1 #2 seq=4 replay",
                                "quotes 1 #2 seq=5 replay",
                                "trades 1 #3 seq=6 replay",
                                "quotes 1 #3 seq=7 replay",
                                step("2", 7, 3)),
                        IntStream.range(3, 200)
                                .boxed()
                                .flatMap(i -> Stream.of(
                                        "trades 1 #" + (i + 1) + " seq=" + (2 * i + 2) + " replay",
                                        "quotes 1 #" + (i + 1) + " seq=" + (2 * i + 3) + " replay",
                                        step(Integer.toString(i), 2 * i + 3, i + 1))))
                .toList();
        assertEquals(
                expected,
                client.received().stream()
                        .filter(line -> line.contains("seq=") || line.contains("\"op\":\"step\""))
                        .toList());
    }

    @Test
    void shouldCloseWhereNoStepIsTaken() {
        begin(10);
        client.send(replay("'from':2,'speed':'step'")).await("replayBegin");
        clock.addAndGet(61 * SECOND);
        client.await("closed ");

        assertEquals("closed 4016 no step was taken", client.received().get(2));
    }

    @Test
    void shouldReplayBesideWhatIsLive() {
        begin(2_000);
        client.send("{'op':'subscribe','id':1,'channel':'quotes','mode':'live'}")
                .await("subscribed");
        client.send(replay("'from':2,'to':2001")).await("replayEnd");
        gateway.events().quote().send();
        gateway.publish();
        client.await("quotes 1 #1 ");

        assertEquals(IntStream.rangeClosed(1, 2_000).boxed().toList(), numbers());
    }

    @Test
    void shouldEndAReplayThatIsUnsubscribed() {
        begin(100);
        client.send(replay("'from':2,'speed':1")).await("#1 ");
        client.send("{'op':'unsubscribe','id':2,'channel':'trades'}").await("unsubscribed");
        client.send("{'op':'step','id':3}").await("\"3\"");

        assertEquals(
                "{\"op\":\"error\",\"id\":\"3\",\"code\":206,\"fatal\":false,\"text\":\"nothing is replayed\"}",
                client.received().get(client.received().size() - 1));
    }

    @Test
    void shouldRefuseWhatIsNoSpanOfThePast() {
        begin(2_000);
        gateway.journal().keepFrom(1_000);
        client.send(replay("'from':10,'to':5"))
                .send(replay("'from':'2099-01-01T00:00:00Z'"))
                .send(replay("'from':1,'speed':'slowly'"))
                .send(replay("'from':1"))
                .await("207");

        assertEquals(
                List.of(
                        "206 from and to are sequences or times of the past",
                        "206 from and to are sequences or times of the past",
                        "206 speed is a number from 0, or step",
                        "207 the oldest event kept is 1000"),
                errors());
    }

    @Test
    void shouldSendAgainWhatWasLost() {
        begin(20_000);
        client.send("{'op':'resend','id':1,'channel':'trades','instruments':['BTC-USDT'],'first':3,'last':5}")
                .await("\"op\":\"resend\"");
        client.send("{'op':'resend','id':2,'channel':'trades','instruments':['BTC-USDT'],'first':19999,'last':20000}")
                .await("\"id\":\"2\"");

        assertEquals(
                List.of(
                        "trades 1 #3 seq=4 replay",
                        "trades 1 #4 seq=5 replay",
                        "trades 1 #5 seq=6 replay",
                        "{\"op\":\"resend\",\"id\":\"1\",\"count\":3}",
                        "trades 1 #19999 seq=20000 replay",
                        "trades 1 #20000 seq=20001 replay",
                        "{\"op\":\"resend\",\"id\":\"2\",\"count\":2}"),
                client.received());
    }

    @Test
    void shouldSayWhatCannotBeSentAgain() {
        begin(2_000);
        gateway.journal().keepFrom(1_000);
        String resend = "{'op':'resend','id':1,'channel':'trades','instruments':['BTC-USDT'],'first':%d,'last':%d}";
        client.send(resend.formatted(3, 5))
                .await("207")
                .send(resend.formatted(1_990, 2_001))
                .send("{'op':'resend','id':1,'channel':'trades','instruments':['NOPE'],'first':1,'last':2}")
                .await("202");

        assertEquals(
                List.of(
                        "207 the first of them is not kept any more",
                        "206 first and last are streamSequences that were sent",
                        "202 no such instrument"),
                errors());
    }

    private List<String> errors() {
        return client.received().stream()
                .filter(line -> line.contains("\"op\":\"error\""))
                .map(line -> line.replaceAll(".*\"code\":(\\d+),.*\"text\":\"(.*)\"}", "$1 $2"))
                .toList();
    }

    private static String replay(String span) {
        return "{'op':'subscribe','id':1,'channel':'trades','mode':'replay'," + span + "}";
    }

    private static String state(String state) {
        return "{\"op\":\"state\",\"channel\":\"trades\",\"instrument\":\"*\",\"state\":\"" + state + "}";
    }

    private static String step(String id, int sequence, int second) {
        return "{\"op\":\"step\",\"id\":\"%s\",\"sequence\":\"%d\",\"time\":\"%d\"}"
                .formatted(id, sequence, at(second));
    }

    private List<Integer> numbers() {
        return client.received().stream()
                .filter(line -> line.startsWith("trades 1 #"))
                .map(line -> Integer.parseInt(line.substring(10, line.indexOf(' ', 10))))
                .toList();
    }

    private static String time(int second) {
        return Instant.ofEpochSecond(0, at(second)).toString();
    }

    private static long at(int second) {
        return TradeBuilder.nanos("10:00:00") + second * SECOND;
    }

    /** Defines an instrument, and trades it once a second. */
    private void begin(int trades) {
        gateway.events().definition().send();
        trade(1, trades);
    }

    private void trade(int first, int last) {
        for (int i = first; i <= last; i++) {
            gateway.events().trade().at(at(i)).send();
            if (i % 300 == 0) {
                gateway.publishAndWait();
            }
        }
        gateway.publishAndWait();
    }
}

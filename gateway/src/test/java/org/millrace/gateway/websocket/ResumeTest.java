package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.DeafClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

class ResumeTest {
    private static final String STREAM = "{\"op\":\"state\",\"channel\":\"trades\",\"instrument\":\"*\",\"state\":";

    private static final SubscriberSettings BRIEF = RunningGateway.PATIENT
            .edit()
            .queueBytes(256 * 1024)
            .lag(Duration.ofMillis(100))
            .build();

    private final RunningGateway gateway =
            RunningGateway.withJournal(RunningGateway.settings(), new SystemEpochNanoClock());

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldResumeFromMemoryWithoutASeam() {
        begin(10);
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'0:6'}");
            client.await("\"live\"");
            trade(2);
            client.await("#12 ");

            assertEquals(
                    List.of(
                            "{\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"trades\",\"instruments\":["
                                    + "{\"instrument\":\"*\",\"instrumentId\":0,\"status\":\"ok\",\"code\":0}]}",
                            STREAM + "\"replayBegin\"}",
                            "trades 1 #6 seq=7 replay",
                            "trades 1 #7 seq=8 replay",
                            "trades 1 #8 seq=9 replay",
                            "trades 1 #9 seq=10 replay",
                            "trades 1 #10 seq=11 replay",
                            STREAM + "\"caughtUp\",\"count\":5}",
                            STREAM + "\"live\"}",
                            "trades 1 #11 seq=12",
                            "trades 1 #12 seq=13"),
                    client.received());
        }
    }

    @Test
    void shouldResumeFromTheJournalWhatMemoryHasLost() {
        begin(5_000);
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'0:100'}");
            for (int i = 0; i < 50; i++) {
                trade(100);
            }
            client.await("#10000 ");

            assertEquals(IntStream.rangeClosed(100, 10_000).boxed().toList(), numbers(client));
        }
    }

    /** The journal is ahead of the event loop: it looks again and again, and once more when a quote has had it go live. */
    @Test
    void shouldGoLiveOnceHoweverOftenItLooks() {
        try (RunningGateway wide = RunningGateway.withJournal(512 * 1024);
                TestClient client = wide.connect()) {
            wide.events().definition().send();
            trade(wide, 10_000);
            wide.publishAndWait();
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'quotes','mode':'live'}");
            wide.events().trade().send(); // not published yet
            client.send("{'op':'subscribe','id':2,'channel':'trades','mode':'resume','from':'0:100'}");
            client.await("#10001 ");
            wide.events().quote().send();
            trade(wide, 400); // in many batches, that are read in one turn
            for (int newest = 10_401; newest < 10_430; newest++) {
                client.await("#" + newest + " ");
                trade(wide, 1);
            }
            client.await("#10430 ");

            assertEquals(IntStream.rangeClosed(100, 10_430).boxed().toList(), numbers(client));
        }
    }

    @Test
    void shouldResumeManyClientsAtOnceWhileTradesCome() {
        begin(1_000);
        List<TestClient> clients = IntStream.range(0, 40)
                .mapToObj(i -> gateway.connect().await("hello"))
                .toList();
        for (TestClient client : clients) {
            client.send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'0:500'}");
            for (int i = 0; i < 50; i++) {
                trade(1);
            }
        }

        for (TestClient client : clients) {
            client.await("#3000 ");
            assertEquals(IntStream.rangeClosed(500, 3_000).boxed().toList(), numbers(client));
            client.close();
        }
    }

    @Test
    void shouldResumeManyChannelsInOneOrder() {
        begin(1);
        IntStream.range(0, 40).forEach(i -> {
            gateway.events().quote().send();
            gateway.events().trade().send();
        });
        gateway.publishAndWait();
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':['trades','quotes'],'instruments':['BTC-USDT'],"
                            + "'mode':'resume','from':2}");
            client.await("\"live\"");

            List<Integer> sequences = client.received().stream()
                    .filter(line -> line.contains(" seq="))
                    .map(line -> Integer.parseInt(line.replaceAll(".* seq=(\\d+) .*", "$1")))
                    .toList();
            assertEquals(IntStream.rangeClosed(3, 82).boxed().toList(), sequences);
        }
    }

    @Test
    void shouldTellOfTheGapWhereRetentionHasPassed() {
        begin(5_000);
        gateway.journal().keepFrom(1_000);
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'0:100'}");
            client.await("\"live\"");
            trade(1);
            client.await("#5001 ");

            assertEquals(anew(5_000, STREAM + "\"replayBegin\"}"), client.received());
        }
    }

    @Test
    void shouldBeginAnewWithACursorOfAnotherEpoch() {
        begin(3);
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'7:2'}");
            client.await("\"live\"");
            trade(1);
            client.await("#4 ");

            assertEquals(anew(3), client.received());
        }
    }

    @Test
    void shouldRefuseWhatIsNoCursorOrIsThereAlready() {
        begin(3);
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'yesterday'}")
                    .send("{'op':'subscribe','id':2,'channel':'trades','mode':'live'}")
                    .send("{'op':'subscribe','id':3,'channel':'trades','mode':'resume','from':'0:1'}");
            client.await("\"3\"");

            assertEquals(
                    List.of("1 206 resume from a cursor, epoch:sequence", "3 206 subscribed already"),
                    errors(client.received()));
        }
    }

    @Test
    void shouldLoseNothingBehindTheCursorOfAClientThatWasTooSlow() {
        try (RunningGateway busy =
                        RunningGateway.withJournal(RunningGateway.settings(BRIEF), new SystemEpochNanoClock());
                DeafClient deaf = new DeafClient(busy.port())) {
            busy.events().definition().send();
            busy.publishAndWait();
            deaf.send("{'op':'subscribe','id':1,'channel':'trades','mode':'live'}")
                    .readTo("\"subscribed\"");
            while (busy.metric("websocket_held_connections") == 0) {
                trade(busy, 300);
            }
            trade(busy, 300);
            Awaitility.await().until(() -> busy.metric("websocket_slow_closes_total") == 1);
            List<String> lines = deaf.readTo("closed 4008 ");
            int last = number(lines.stream()
                    .filter(line -> line.startsWith("trades 1 #"))
                    .reduce((first, second) -> second)
                    .orElseThrow());
            String cursor = lines.get(lines.size() - 1).substring("closed 4008 ".length());
            int newest = (int) busy.events().sequence() - 1;
            try (TestClient client = busy.connect()) {
                client.await("hello")
                        .send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'" + cursor + "'}")
                        .await("#" + newest + " ");

                assertEquals(IntStream.rangeClosed(last + 1, newest).boxed().toList(), numbers(client));
            }
        }
    }

    private static List<String> errors(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("\"op\":\"error\""))
                .map(line -> line.replaceAll(".*\"id\":\"(\\w+)\",\"code\":(\\d+),.*\"text\":\"(.*)\"}", "$1 $2 $3"))
                .toList();
    }

    /** Returns what a client is told that cannot go on where it was, before one more trade. */
    private static List<String> anew(int last, String... before) {
        String stream = "\"channel\":\"trades\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1";
        return Stream.of(
                        List.of("{\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"trades\",\"instruments\":["
                                + "{\"instrument\":\"*\",\"instrumentId\":0,\"status\":\"ok\",\"code\":0}]}"),
                        List.of(before),
                        List.of(
                                "{\"op\":\"gap\"," + stream + ",\"last\":" + last
                                        + ",\"cause\":\"retention\",\"repairable\":false}",
                                "{\"op\":\"state\"," + stream + ",\"state\":\"snapshotBegin\"}",
                                "trades 1 #" + last + " seq=" + (last + 1) + " snapshot",
                                "{\"op\":\"state\"," + stream + ",\"state\":\"snapshotEnd\",\"streamSequence\":" + last
                                        + "}",
                                "{\"op\":\"state\"," + stream + ",\"state\":\"live\"}",
                                "trades 1 #" + (last + 1) + " seq=" + (last + 2)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Integer> numbers(TestClient client) {
        return client.received().stream()
                .filter(line -> line.startsWith("trades 1 #"))
                .map(ResumeTest::number)
                .toList();
    }

    private static int number(String trade) {
        return Integer.parseInt(trade.substring(10, trade.indexOf(' ', 10)));
    }

    private void begin(int trades) {
        gateway.events().definition().send();
        trade(trades);
        gateway.publishAndWait();
    }

    private void trade(int count) {
        trade(gateway, count);
    }

    private static void trade(RunningGateway busy, int count) {
        for (int i = 0; i < count; i++) {
            busy.events().trade().send();
        }
        busy.publish();
    }
}

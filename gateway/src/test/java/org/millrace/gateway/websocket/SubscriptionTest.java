package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

class SubscriptionTest {
    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldSendSnapshotThenWhatFollowsIt() {
        define();
        gateway.events().trade().send();
        gateway.events().trade().send();
        gateway.publish();
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':7,'channel':'trades','instruments':['simulator:BTC-USDT','NOPE']}");
            client.await("\"live\"");
            gateway.events().trade().instrument(2).send();
            gateway.events().trade().send();
            gateway.publish();
            client.await("#3");

            String stream =
                    "\"channel\":\"trades\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"state\":";
            assertEquals(
                    List.of(
                            "{\"op\":\"subscribed\",\"id\":\"7\",\"channel\":\"trades\",\"instruments\":["
                                    + "{\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"status\":\"ok\",\"code\":0},"
                                    + "{\"instrument\":\"NOPE\",\"instrumentId\":0,\"status\":\"error\",\"code\":202}]}",
                            "{\"op\":\"state\"," + stream + "\"snapshotBegin\"}",
                            "trades 1 #2 seq=3 snapshot",
                            "{\"op\":\"state\"," + stream + "\"snapshotEnd\",\"streamSequence\":2}",
                            "{\"op\":\"state\"," + stream + "\"live\"}",
                            "trades 1 #3 seq=5"),
                    client.received());
        }
    }

    @Test
    void shouldJoinSnapshotAndLiveWithoutASeamUnderLoad() {
        Random random = new Random(42);
        define();
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestClient client = gateway.connect().await("hello");
            clients.add(client);
            for (int k = 0; k < 2_000; k++) {
                gateway.events().trade().send();
                if (random.nextInt(20) == 0) {
                    gateway.publish();
                }
                if (k == 1_000) {
                    client.send("{'op':'subscribe','id':1,'channel':'trades','instruments':['*']}");
                }
            }
        }
        gateway.publish();

        for (TestClient client : clients) {
            client.await("trades 1 #16000 ");
            List<Integer> numbers = client.received().stream()
                    .filter(line -> line.startsWith("trades 1 #"))
                    .map(line -> Integer.parseInt(line.substring(10, line.indexOf(' ', 10))))
                    .toList();
            for (int i = 1; i < numbers.size(); i++) {
                assertEquals(numbers.get(i - 1) + 1, numbers.get(i));
            }
            assertTrue(client.received().stream().anyMatch(line -> line.endsWith(" snapshot")));
            client.close();
        }
    }

    @Test
    void shouldSendAWholeBookAsSnapshot() {
        define();
        gateway.events()
                .bookUpdate()
                .snapshot()
                .ids(1, 5)
                .bid("100", "2")
                .ask("101", "3")
                .send();
        gateway.events().bookUpdate().ids(6, 6).bid("99", "1").send();
        gateway.publish();
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'book','instruments':['*'],'mode':'snapshot'}");
            client.await("snapshotEnd");

            assertTrue(client.received().contains("book 1 #2 seq=3 snapshot"), client.received()::toString);
        }
    }

    @Test
    void shouldSpeakJson() {
        define();
        gateway.events().trade().price("61686.5").send();
        gateway.publish();
        try (TestClient client = TestClient.connect(gateway.port(), "millrace.json.v1")) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades'}");

            client.await("\"price\":\"61686.5\"").await("\"streamSequence\":1");
        }
    }

    @Test
    void shouldServeTheClientsOfEveryEventLoopAlike() {
        gateway.close();
        RunningGateway wide = new RunningGateway(3);
        wide.events().definition().send();
        wide.events().trade().send();
        wide.publish();
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(wide.connect().await("hello").send("{'op':'subscribe','id':1,'channel':'trades'}"));
        }
        clients.forEach(client -> client.await("\"live\""));
        wide.events().trade().send();
        wide.publish();

        for (TestClient client : clients) {
            client.await("trades 1 #2");
            assertEquals(
                    List.of("trades 1 #1 seq=2 snapshot", "trades 1 #2 seq=3"),
                    client.received().stream()
                            .filter(line -> line.startsWith("trades"))
                            .toList());
        }
        wide.close();
    }

    @Test
    void shouldTellOfInstrumentsThatHaveHadNoMessage() {
        define();
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'quotes','instruments':['*']}");
            client.await("\"live\"");

            String stream =
                    "\"channel\":\"quotes\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"state\":";
            assertEquals(
                    List.of(
                            "{\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"quotes\",\"instruments\":["
                                    + "{\"instrument\":\"*\",\"instrumentId\":0,\"status\":\"ok\",\"code\":0}]}",
                            "{\"op\":\"state\"," + stream + "\"snapshotBegin\"}",
                            "{\"op\":\"state\"," + stream + "\"snapshotEnd\",\"streamSequence\":0}",
                            "{\"op\":\"state\"," + stream + "\"live\"}"),
                    client.received());
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'nothing'}")
                    .send("{'op':'dance','id':2}")
                    .send("{'op':'subscribe','id':3,'channel':'trades','mode':'yesterday'}")
                    .send("{'op':");
            client.await("closed ");

            assertEquals(
                    List.of(
                            "{\"op\":\"error\",\"id\":\"1\",\"code\":201,\"fatal\":false,\"text\":\"unknown channel\"}",
                            "{\"op\":\"error\",\"id\":\"2\",\"code\":104,\"fatal\":false,\"text\":\"unknown op\"}",
                            "{\"op\":\"error\",\"id\":\"3\",\"code\":206,\"fatal\":false,"
                                    + "\"text\":\"modes are live, snapshot, snapshot+live, resume and replay\"}",
                            "closed 1002 malformed JSON"),
                    client.received());
        }
    }

    @Test
    void shouldStopAfterUnsubscribe() {
        define();
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'live'}")
                    .await("subscribed");
            client.send("{'op':'unsubscribe','id':2,'channel':'trades','instruments':['*']}")
                    .await("unsubscribed");
            gateway.events().trade().send();
            gateway.publish();
            client.send("{'op':'dance','id':3}").await("unknown op");

            assertTrue(client.received().stream().noneMatch(line -> line.startsWith("trades")));
        }
    }

    private void define() {
        gateway.events().definition().send();
        gateway.publishAndWait();
    }
}

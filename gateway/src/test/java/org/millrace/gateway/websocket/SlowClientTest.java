package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.DeafClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

class SlowClientTest {
    private static final int QUEUE_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Predicate<String> TRADE = line -> line.startsWith("trades 1 #");

    private RunningGateway gateway;
    private int trades;

    @BeforeEach
    void start() {
        start(LONG);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldMakeUpForWhatASlowClientMissedOnceItReads() {
        try (DeafClient deaf = new DeafClient(gateway.port());
                TestClient other = gateway.connect()) {
            List.of("trades", "quotes", "bars.1m", "book").forEach(channel -> subscribe(deaf, channel));
            subscribe(other, "trades");
            tradeUntilHeld();
            quote(2);
            bars(BarState.CLOSED, BarState.IN_PROGRESS);
            book(2);
            trade(10);
            other.await("trades 1 #" + trades + ' ');

            deaf.readTo("snapshotEnd");
            trade(1);
            List<String> lines = deaf.readTo("trades 1 #" + trades + ' ');
            other.await("trades 1 #" + trades + ' ');

            int sent = (int) lines.stream().filter(TRADE).count() - 1;
            assertEquals(numbered(1, trades), numbersOf(other.received()));
            assertEquals(concat(numbered(1, sent), numbered(trades, trades)), numbersOf(lines));
            assertEquals(
                    List.of(
                            gap("trades", sent + 1, trades - 1),
                            "quotes 1 #2 conflated",
                            gap("bars.1m", 1, 1),
                            "bars.1m 1 #2 conflated",
                            gap("book", 1, 2),
                            state("book", "snapshotBegin\"}"),
                            "book 1 #2 snapshot",
                            state("book", "snapshotEnd\",\"streamSequence\":2}"),
                            state("book", "live\"}")),
                    rest(lines));
        }
    }

    @Test
    void shouldGiveASlowClientTheNewestWholeRunOfFeatures() {
        try (DeafClient deaf = new DeafClient(gateway.port());
                TestClient other = gateway.connect()) {
            List.of("trades", "features.1m").forEach(channel -> subscribe(deaf, channel));
            subscribe(other, "trades");
            tradeUntilHeld();
            new AnalyticsEvents(gateway).features().features(1, 1, 0, 1, 2, 3).features(1, 1, 60, 4, 5, 6);
            trade(1);
            other.await("trades 1 #" + trades + ' ');

            List<String> lines = deaf.readTo("\"channel\":\"features.1m\",\"instrument\":\"simulator:BTC-USDT\","
                    + "\"instrumentId\":1,\"state\":\"live\"");

            assertEquals(
                    List.of(
                            gap("features.1m", 1, 4),
                            state("features.1m", "snapshotBegin\"}"),
                            "features.1m 1 #4 snapshot",
                            "features.1m 1 #4 snapshot",
                            state("features.1m", "snapshotEnd\",\"streamSequence\":4}"),
                            state("features.1m", "live\"}")),
                    rest(lines).stream()
                            .filter(line -> line.contains("features"))
                            .toList());
        }
    }

    @Test
    void shouldCloseASlowClientThatFollowsOrders() {
        try (DeafClient deaf = new DeafClient(gateway.port());
                TestClient other = gateway.connect()) {
            List.of("trades", "orders").forEach(channel -> subscribe(deaf, channel));
            subscribe(other, "trades");
            tradeUntil("websocket_slow_closes_total");

            List<String> lines = deaf.readTo("closed 4008");
            other.await("trades 1 #" + trades + ' ');

            assertTrue(lines.get(lines.size() - 1).matches("closed 4008 0:\\d+"), lines.get(lines.size() - 1));
            assertTrue(lines.stream().anyMatch(line -> line.contains("\"next\":\"disconnect\"")));
            assertEquals(numbered(1, trades), numbersOf(other.received()));
        }
    }

    @Test
    void shouldCloseAClientThatNeverReads() {
        gateway.close();
        start(Duration.ofMillis(100));
        try (DeafClient deaf = new DeafClient(gateway.port())) {
            subscribe(deaf, "trades");

            tradeUntil("websocket_slow_closes_total");

            await().until(() -> gateway.metric("websocket_connections") == 0);
        }
    }

    @Test
    void shouldQueueNoMoreForAClientThatAsksAndDoesNotRead() {
        String names = IntStream.range(0, 100).mapToObj(i -> "'X" + i + "'").collect(Collectors.joining(","));
        String request =
                "{'op':'subscribe','id':1,'channel':'book','mode':'snapshot','instruments':['*'," + names + "]}";
        for (int i = 1; i <= 100; i++) {
            gateway.events().definition().instrument(i).send();
            gateway.events()
                    .bookUpdate()
                    .instrument(i)
                    .snapshot()
                    .ids(1, 1)
                    .bid("100", "2")
                    .send();
        }
        gateway.publish();
        try (DeafClient deaf = new DeafClient(gateway.port())) {
            await().until(() -> {
                IntStream.range(0, 20).forEach(i -> deaf.send(request));
                return gateway.metric("websocket_queued_bytes") >= QUEUE_BYTES;
            });
            IntStream.range(0, 100).forEach(i -> deaf.send(request));
            deaf.send("{'op':'dance','id':'last'}");

            await().until(() -> gateway.metric("websocket_requests_refused_total") > 100);
            double queued = gateway.metric("websocket_queued_bytes");

            List<String> lines = deaf.readTo("\"last\"");

            assertTrue(queued < 2 * QUEUE_BYTES, () -> "queued " + queued);
            assertEquals(
                    "{\"op\":\"error\",\"id\":\"last\",\"code\":302,\"fatal\":false,"
                            + "\"text\":\"too much waits to be read already\"}",
                    lines.get(lines.size() - 1));
            subscribe(deaf, "trades");
        }
    }

    private void start(Duration lag) {
        gateway = new RunningGateway(
                RunningGateway.settings(RunningGateway.PATIENT
                        .edit()
                        .messages(1_000_000, 1_000_000)
                        .queueBytes(QUEUE_BYTES)
                        .lag(lag)
                        .build()),
                History.NONE);
        gateway.events().definition().send();
        gateway.publish();
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE);
    }

    private static void subscribe(DeafClient client, String channel) {
        client.send("{'op':'subscribe','id':1,'channel':'" + channel + "','mode':'live'}");
        client.readTo("\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"" + channel);
    }

    private static void subscribe(TestClient client, String channel) {
        client.send("{'op':'subscribe','id':1,'channel':'" + channel + "','mode':'live'}")
                .await("subscribed");
    }

    private void tradeUntilHeld() {
        tradeUntil("websocket_held_connections");
    }

    private void tradeUntil(String metric) {
        await().until(() -> {
            trade(1_000);
            return gateway.metric(metric) == 1;
        });
    }

    private void trade(int count) {
        for (int i = 0; i < count; i++) {
            gateway.events().trade().send();
        }
        trades += count;
        gateway.publish();
    }

    private void quote(int count) {
        for (int i = 0; i < count; i++) {
            gateway.events().quote().send();
        }
    }

    private void book(int count) {
        gateway.events().bookUpdate().snapshot().ids(1, 1).bid("100", "2").send();
        for (int i = 2; i <= count; i++) {
            gateway.events().bookUpdate().ids(i, i).bid("100", "3").send();
        }
    }

    private void bars(BarState... states) {
        for (BarState state : states) {
            UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
            BarEncoder bar = new BarEncoder()
                    .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                    .timeframe(60)
                    .kind(BarKind.TIME)
                    .state(state);
            EventPrefix.writeInput(event, 0, 0, 0, 1, EventPrefix.venueFlags(0, 0));
            EventPrefix.sequence(event, 0, gateway.events().sequence());
            gateway.write(event, MessageHeaderEncoder.ENCODED_LENGTH + bar.encodedLength());
        }
    }

    private static String gap(String channel, int first, int last) {
        return "{\"op\":\"gap\",\"channel\":\"" + channel
                + "\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"first\":" + first + ",\"last\":" + last
                + ",\"cause\":\"slow\",\"repairable\":false}";
    }

    private static String state(String channel, String state) {
        return "{\"op\":\"state\",\"channel\":\"" + channel
                + "\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"state\":\"" + state;
    }

    /** Returns what is neither a trade nor a warning nor an answer. */
    private static List<String> rest(List<String> lines) {
        return lines.stream()
                .filter(TRADE.negate())
                .filter(line -> !line.matches("\\{\"op\":\"(hello|subscribed|slow|heartbeat)\".*"))
                .map(line -> line.replaceAll(" seq=\\d+", ""))
                .toList();
    }

    private static List<Integer> numbersOf(List<String> lines) {
        return lines.stream()
                .filter(TRADE)
                .map(line -> Integer.parseInt(line.substring(10, line.indexOf(' ', 10))))
                .toList();
    }

    private static List<Integer> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Integer> concat(List<Integer> first, List<Integer> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

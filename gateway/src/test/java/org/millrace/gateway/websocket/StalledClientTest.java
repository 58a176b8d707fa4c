package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.DeafClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

/** One client stops to read, twice: what it is sent, what it costs, and how it comes back. */
class StalledClientTest {
    private static final int QUEUE_BYTES = 64 * 1024;
    private static final int BATCH_BYTES = 32 * 1024;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final SubscriberSettings STRICT = SubscriberSettings.DEFAULTS
            .edit()
            .queueBytes(QUEUE_BYTES)
            .heartbeat(LONG)
            .socketBytes(16 * 1024)
            .build();

    private final RunningGateway gateway =
            RunningGateway.withJournal(RunningGateway.settings(STRICT), new SystemEpochNanoClock());
    private int count;
    private double mostQueued;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldBeConflatedThenClosedThenResumeWithoutLoss() {
        gateway.events().definition().send();
        gateway.publishAndWait();
        try (DeafClient deaf = new DeafClient(gateway.port())) {
            subscribe(deaf, "trades");
            subscribe(deaf, "quotes");

            publishUntil("websocket_held_connections");
            publish(100);
            gateway.publishAndWait();
            List<String> lines = deaf.readTo("quotes 1 #" + count + ' ');
            if (lines.stream().noneMatch(StalledClientTest::isGap)) {
                lines = deaf.readTo("\"op\":\"gap\""); // whichever stream was missed first comes first
            }
            assertConflated(lines);

            publish(1);
            deaf.readTo("trades 1 #" + count + ' ');
            publishUntil("websocket_held_connections");
            publish(100);
            publishUntil("websocket_slow_closes_total");
            lines = deaf.readTo("closed 4008 ");
            int whole = last(lines);
            String cursor = lines.get(lines.size() - 1).substring("closed 4008 ".length());

            assertResumed(cursor, whole);
            assertTrue(mostQueued < QUEUE_BYTES + BATCH_BYTES, () -> "queued " + mostQueued);
        }
    }

    /** Of quotes the newest has come, and word of the trades that have not. */
    private void assertConflated(List<String> lines) {
        int sent = last(lines);
        assertEquals(
                List.of("quotes 1 #" + count + " conflated"),
                lines.stream()
                        .filter(line -> line.contains("conflated"))
                        .map(StalledClientTest::brief)
                        .toList());
        assertEquals(
                List.of("\"first\":" + (sent + 1) + ",\"last\":" + count + ",\"cause\":\"slow\""),
                lines.stream()
                        .filter(StalledClientTest::isGap)
                        .map(line -> line.replaceAll(".*(\"first\".*\"slow\").*", "$1"))
                        .toList());
    }

    private void assertResumed(String cursor, int whole) {
        try (TestClient back = gateway.connect()) {
            back.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'resume','from':'" + cursor + "'}");
            publish(1);
            back.await("trades 1 #" + count + ' ');

            assertEquals(numbered(whole + 1, count), numbers(back.received()));
        }
    }

    private static void subscribe(DeafClient client, String channel) {
        client.send("{'op':'subscribe','id':1,'channel':'" + channel + "','mode':'live'}");
        client.readTo("\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"" + channel);
    }

    private void publishUntil(String metric) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    publish(gateway.metric("websocket_held_connections") == 0 ? 200 : 1);
                    mostQueued = Math.max(mostQueued, gateway.metric("websocket_queued_bytes"));
                    return gateway.metric(metric) == 1;
                });
    }

    /** Publishes some trades, and as many quotes. */
    private void publish(int some) {
        for (int i = 0; i < some; i++) {
            gateway.events().trade().send();
            gateway.events().quote().send();
        }
        count += some;
        gateway.publish();
    }

    private static boolean isGap(String line) {
        return line.contains("\"op\":\"gap\"");
    }

    private static String brief(String line) {
        return line.replaceAll(" seq=\\d+", "");
    }

    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("trades 1 #"))
                .map(line -> Integer.parseInt(line.substring(10, line.indexOf(' ', 10))))
                .toList();
    }

    private static int last(List<String> lines) {
        List<Integer> numbers = numbers(lines);
        return numbers.get(numbers.size() - 1);
    }

    private static List<Integer> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}

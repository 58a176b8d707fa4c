package org.millrace.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.CuttingProxy;
import org.millrace.gateway.support.RunningGateway;

class MillraceClientTest {
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final SubscriberSettings PATIENT =
            RunningGateway.PATIENT.edit().messages(1_000, 1_000).heartbeat(BEAT).build();

    private final RunningGateway gateway =
            RunningGateway.withJournal(RunningGateway.settings(PATIENT), new SystemEpochNanoClock());
    private final URI server = URI.create("ws://127.0.0.1:" + gateway.port() + "/ws/v1");

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldLoseNothingHoweverOftenItsConnectionIsCut() throws IOException {
        begin("100");
        Recorder recorder = new Recorder();
        try (CuttingProxy proxy = new CuttingProxy(gateway.port());
                MillraceClient client = MillraceClient.connect(quick(proxy.port()), recorder)) {
            recorder.awaitConnections(1);
            client.subscribe(Subscription.live("trades", "BTC-USDT")).join();
            recorder.awaitNumber(1);
            for (int cut = 1; cut <= 4; cut++) {
                trade(700); // more than the ring has room for
                recorder.awaitNumber(cut == 1 ? 1 : (cut - 1) * 1_400 - 600);
                proxy.cut();
                trade(700);
                recorder.awaitConnections(cut + 1);
            }
            recorder.awaitNumber(5_601);

            assertEquals("1 to 5601", seams(recorder.numbers()));
            assertEquals(List.of(), recorder.losses);
        }
    }

    @Test
    void shouldTellOfMessagesThatAreMissing() {
        Recorder recorder = new Recorder();
        PacketReader reader = new PacketReader(recorder);
        reader.channels(new ControlMessage(Map.of("trades", 1L), ""));
        for (int number : new int[] {5, 6, 9, 10}) {
            reader.onPacket(Packets.ofTrade(number), Packets.LENGTH);
        }

        assertEquals(List.of("trades 1: 7 to 8"), recorder.losses);
        assertEquals(List.of(5L, 6L, 9L, 10L), recorder.numbers());
    }

    @Test
    void shouldTakeNoConflationForALoss() {
        begin("100");
        Recorder recorder = new Recorder();
        try (MillraceClient client = MillraceClient.connect(ClientSettings.of(server), recorder)) {
            recorder.awaitConnections(1);
            client.subscribe(Subscription.live("quotes", "*").with("conflate", 50))
                    .join();
            for (int round = 1; round <= 20; round++) {
                for (int i = 0; i < 10; i++) {
                    gateway.events().quote().send();
                }
                gateway.publish();
                client.subscribe(Subscription.live(round % 2 == 0 ? "tops" : "book", "*"))
                        .join();
            }
            recorder.awaitNumber(200);

            assertEquals(List.of(), recorder.losses);
        }
    }

    @Test
    void shouldSayWhyARequestWasRefused() {
        Recorder recorder = new Recorder();
        try (MillraceClient client = MillraceClient.connect(ClientSettings.of(server), recorder)) {
            recorder.awaitConnections(1);
            CompletableFuture<ControlMessage> answer = client.subscribe(Subscription.live("nothing", "*"));

            CompletionException refusal = assertThrows(CompletionException.class, answer::join);
            assertEquals(201, ((RefusedException) refusal.getCause()).code());
        }
    }

    @Test
    void shouldAskAgainForWhatWasLost() {
        begin("100");
        trade(20);
        gateway.publishAndWait();
        Recorder recorder = new Recorder();
        try (MillraceClient client = MillraceClient.connect(ClientSettings.of(server), recorder)) {
            recorder.awaitConnections(1);
            client.resend("trades", "BTC-USDT", 3, 5).join();

            assertEquals(List.of(3L, 4L, 5L), recorder.numbers());
        }
    }

    @Test
    void shouldRunTheExampleThatPrintsTrades() throws InterruptedException {
        begin("61686.5");
        gateway.publishAndWait();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        TradePrinter.run(server, 1, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertEquals(
                List.of("2 61686.5"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void shouldRunTheExampleThatReplaysInLockStepTwiceAlike() {
        begin("100");
        for (String price : new String[] {"101", "100", "100", "102", "99"}) {
            gateway.events().trade().price(price).send();
        }
        gateway.publishAndWait();

        assertEquals("-SB-SB", LockStepStrategy.run(server));
        assertEquals("-SB-SB", LockStepStrategy.run(server));
    }

    /** Returns which runs of numbers, each one more than the one before, a list is made of. */
    private static String seams(List<Long> numbers) {
        StringBuilder runs = new StringBuilder().append(numbers.get(0));
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.get(i - 1) + 1) {
                runs.append(" to ").append(numbers.get(i - 1)).append(", ").append(numbers.get(i));
            }
        }
        return runs.append(" to ").append(numbers.get(numbers.size() - 1)).toString();
    }

    private static ClientSettings quick(int port) {
        return new ClientSettings(
                URI.create("ws://127.0.0.1:" + port + "/ws/v1"), () -> "", Duration.ofMillis(5), Duration.ofMillis(50));
    }

    private void begin(String price) {
        gateway.events().definition().send();
        gateway.events().trade().price(price).send();
        gateway.publish();
    }

    private void trade(int count) {
        for (int i = 0; i < count; i++) {
            gateway.events().trade().send();
        }
        gateway.publish();
    }

    /** Writes down what comes. */
    private static final class Recorder implements StreamListener {
        private final List<Long> numbers = new ArrayList<>();
        private final List<String> losses = new ArrayList<>();
        private int connections;

        @Override
        public synchronized void onEvent(StreamEvent event, DirectBuffer buffer, int offset) {
            numbers.add(event.streamSequence());
        }

        @Override
        public synchronized void onConnected(ControlMessage hello) {
            connections++;
        }

        @Override
        public synchronized void onLoss(String channel, int instrumentId, long first, long last) {
            losses.add(channel + ' ' + instrumentId + ": " + first + " to " + last);
        }

        synchronized List<Long> numbers() {
            return List.copyOf(numbers);
        }

        void awaitNumber(long number) {
            await(() -> {
                List<Long> all = numbers();
                return !all.isEmpty() && all.get(all.size() - 1) >= number;
            });
        }

        void awaitConnections(int count) {
            await(() -> {
                synchronized (this) {
                    return connections >= count;
                }
            });
        }

        private static void await(Callable<Boolean> condition) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(condition);
        }
    }
}

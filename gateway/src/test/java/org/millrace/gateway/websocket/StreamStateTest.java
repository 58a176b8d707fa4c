package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

class StreamStateTest {
    private static final SubscriberSettings DRAINING = RunningGateway.PATIENT
            .edit()
            .drain(Duration.ofSeconds(2), "wss://b.example/ws/v1")
            .build();

    private final RunningGateway gateway = new RunningGateway();
    private long sequence = 1;
    private final TestClient client = gateway.connect().await("hello");

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void shouldTellWhenABookIsNoLongerToBeTrustedAndWhenItIsAgain() {
        define();
        top(BookState.LIVE);
        gateway.publishAndWait();
        subscribe("book", "");
        subscribe("trades", "");
        top(BookState.STALE);
        top(BookState.INVALID);
        gateway.events()
                .feedStatus()
                .of(FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED)
                .send();
        top(BookState.LIVE);
        gateway.publish();
        client.await("\"live\"");

        assertEquals(List.of(state("book", "stale"), state("book", "resync"), state("book", "live")), rest());
    }

    @Test
    void shouldTellWhatAVenueDidNotSend() {
        define();
        gateway.publishAndWait();
        subscribe("trades", "");
        gateway.events()
                .feedStatus()
                .of(FeedStream.TRADES, FeedState.LIVE, FeedReason.GAP)
                .gap(17, 19)
                .send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.TRADES, FeedState.STALE, FeedReason.SILENT)
                .send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.TRADES, FeedState.LIVE, FeedReason.RESUMED)
                .send();
        gateway.publish();
        client.await("\"live\"");

        assertEquals(
                List.of(
                        "{\"op\":\"gap\",\"channel\":\"trades\",\"instrument\":\"simulator:BTC-USDT\","
                                + "\"instrumentId\":1,\"venueFirst\":\"17\",\"venueLast\":\"19\",\"cause\":\"venue\","
                                + "\"repairable\":false}",
                        state("trades", "stale"),
                        state("trades", "live")),
                rest());
    }

    @Test
    void shouldSendTheNewestOfEachIntervalWhereAsked() {
        define();
        gateway.publishAndWait();
        subscribe("tops", ",'conflate':1000");
        for (int i = 0; i < 50; i++) {
            top(BookState.LIVE);
        }
        gateway.publish();
        client.await("tops 1 #50 ");
        top(BookState.LIVE);
        gateway.publish();
        client.await("tops 1 #51 ");

        assertEquals(List.of("tops 1 #1 seq=2", "tops 1 #50 seq=51 conflated", "tops 1 #51 seq=52 conflated"), rest());
    }

    @Test
    void shouldHandOverWhatWaitsWhenSomethingElseIsSubscribedTo() {
        define();
        gateway.publishAndWait();
        subscribe("tops", ",'conflate':60000");
        top(BookState.LIVE);
        top(BookState.LIVE);
        top(BookState.LIVE);
        gateway.publish();
        client.await("tops 1 #1 ");
        subscribe("trades", "");
        client.await("tops 1 #3 ");
        top(BookState.LIVE);
        gateway.publish();
        client.await("tops 1 #4 ");

        assertEquals(List.of("tops 1 #1 seq=2", "tops 1 #3 seq=4 conflated", "tops 1 #4 seq=5"), rest());
    }

    @Test
    void shouldHoldBackNoClosedBar() {
        define();
        gateway.publishAndWait();
        subscribe("bars.1m", ",'conflate':60000");
        bar(BarState.IN_PROGRESS);
        bar(BarState.IN_PROGRESS);
        bar(BarState.CLOSED);
        bar(BarState.IN_PROGRESS);
        bar(BarState.CLOSED);
        gateway.publish();
        client.await("bars.1m 1 #5 ");

        assertEquals(
                List.of("bars.1m 1 #1", "bars.1m 1 #3", "bars.1m 1 #5"),
                rest().stream().map(line -> line.replaceAll(" seq.*", "")).toList());
        assertTrue(rest().get(2).endsWith("conflated"));
    }

    @Test
    void shouldRefuseToConflateWhatMayNotBe() {
        client.send("{'op':'subscribe','id':1,'channel':'trades','conflate':100}")
                .send("{'op':'subscribe','id':2,'channel':'quotes','conflate':1}")
                .await("\"2\"");

        assertEquals(
                2,
                client.received().stream().filter(line -> line.contains("206")).count());
    }

    @Test
    void shouldGiveNoticeBeforeItCloses() {
        RunningGateway draining = new RunningGateway(RunningGateway.settings(DRAINING), History.NONE);
        TestClient other = draining.connect().await("hello");
        CompletableFuture<Void> closed = CompletableFuture.runAsync(draining::close);
        other.await("notice")
                .send("{'op':'subscribe','id':1,'channel':'trades'}")
                .await("closed ");
        closed.join();

        assertEquals(
                List.of(
                        "{\"op\":\"notice\",\"notice\":\"drain\",\"seconds\":2,\"endpoint\":\"wss://b.example/ws/v1\"}",
                        "{\"op\":\"error\",\"id\":\"1\",\"code\":502,\"fatal\":false,"
                                + "\"text\":\"the server is about to close\"}",
                        "closed 4015 shutting down"),
                other.received());
    }

    private void define() {
        gateway.events().definition().send();
    }

    private void subscribe(String channel, String more) {
        client.send("{'op':'subscribe','id':1,'channel':'" + channel + "','mode':'live'" + more + "}")
                .await("\"op\":\"subscribed\",\"id\":\"1\",\"channel\":\"" + channel);
    }

    private void top(BookState state) {
        UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
        BookTopEncoder top = new BookTopEncoder()
                .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                .state(state);
        send(event, top.encodedLength());
    }

    private void bar(BarState state) {
        UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
        BarEncoder bar = new BarEncoder()
                .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                .timeframe(60)
                .kind(BarKind.TIME)
                .state(state);
        send(event, bar.encodedLength());
    }

    private void send(UnsafeBuffer event, int encodedLength) {
        EventPrefix.writeInput(event, 0, 0, 0, 1, EventPrefix.venueFlags(0, 0));
        EventPrefix.sequence(event, 0, ++sequence);
        gateway.write(event, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    private static String state(String channel, String state) {
        return "{\"op\":\"state\",\"channel\":\"" + channel
                + "\",\"instrument\":\"simulator:BTC-USDT\",\"instrumentId\":1,\"state\":\"" + state + "\"}";
    }

    /** Returns what is no answer. */
    private List<String> rest() {
        return client.received().stream()
                .filter(line -> !line.contains("\"subscribed\""))
                .toList();
    }
}

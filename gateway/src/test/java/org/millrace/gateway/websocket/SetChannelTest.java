package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

/** The channel that each feature set has: its values at all timeframes, and no other set's. */
class SetChannelTest {
    private static final long NOON = EventBuilder.nanos("12:00:00");
    private static final int HOUR = 3600;
    private static final int MINUTE = 60;

    @TempDir
    private Path folder;

    private RunningGateway gateway = RunningGateway.withJournal(RunningGateway.settings(), new SystemEpochNanoClock());
    private FeatureMessages features;

    @BeforeEach
    void declare() {
        gateway.events().definition().send();
        features = new AnalyticsEvents(gateway).features();
        features.define(1, 1, "main", "hour").define(2, 1, "my.other", "hour").define(65, 1, "far", "hour");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldListTheSetsThatAreDeclaredAmongTheChannels() {
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            String hello = client.await("hello").all().get(0);

            assertEquals(
                    List.of(true, true, false),
                    Stream.of("\"features.main\":96", "\"features.my.other\":97", "\"features.far\"")
                            .map(hello::contains)
                            .toList());
        }
    }

    @Test
    void shouldBeginWithTheNewestRunOfEachTimeframeAndGoOnWithItsOwnNumbers() {
        features.features(1, 1, NOON, 1, 2, 3).features(2, 1, NOON, 4); // sequences 5 to 7
        features.timeframe(HOUR).features(1, 1, NOON, 5); // 8
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'features.main','instruments':['*']}");
            client.await("\"state\":\"live\"");
            features.timeframe(MINUTE).features(2, 1, NOON, 6).features(1, 1, NOON, 7); // 9, 10
            gateway.publish();
            client.await("#4");

            assertEquals(
                    List.of(
                            "features.#1 1 #3 seq=5 snapshot",
                            "features.#1 1 #3 seq=6 snapshot",
                            "features.#1 1 #3 seq=8 snapshot",
                            "features.#1 1 #4 seq=10"),
                    of("features.", client));
        }
    }

    @Test
    void shouldLeaveTheChannelsOfTimeframesAsTheyAre() {
        features.features(1, 1, NOON, 1).features(2, 1, NOON, 2).features(65, 1, NOON, 3);
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'features.1m','instruments':['*']}");
            client.await("\"state\":\"live\"");
            features.features(1, 1, NOON, 4);
            gateway.publish();
            client.await("#4");

            assertEquals(
                    List.of(
                            "features.1m 1 #3 seq=5 snapshot",
                            "features.1m 1 #3 seq=6 snapshot",
                            "features.1m 1 #3 seq=7 snapshot",
                            "features.1m 1 #4 seq=8"),
                    of("features.", client));
        }
    }

    @Test
    void shouldResumeReplayAndSendAgain() {
        features.features(1, 1, NOON, 1)
                .features(2, 1, NOON, 2)
                .features(1, 1, NOON, 3)
                .features(1, 1, NOON, 4);
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'features.main','mode':'resume','from':'0:5'}");
            client.await("\"live\"");
            client.send("{'op':'subscribe','id':2,'channel':['features.main'],'mode':'replay','from':'1','to':'6'}");
            client.await("replayEnd");
            client.send(
                    "{'op':'resend','id':3,'channel':'features.main','instruments':['BTC-USDT'],'first':2,'last':2}");
            client.await("\"id\":\"3\"");

            assertEquals(
                    List.of(
                            "features.#1 1 #2 seq=7 replay",
                            "features.#1 1 #3 seq=8 replay",
                            "features.#1 1 #1 seq=5 replay",
                            "features.#1 1 #2 seq=7 replay"),
                    of("features.", client));
        }
    }

    @Test
    void shouldCallItByTheNameOfTheSetInText() {
        features.features(1, 1, NOON, 1);
        gateway.publishAndWait();

        try (TestClient client = TestClient.connect(gateway.port(), "millrace.json.v1", "")) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'features.main','instruments':['*']}");
            client.await("\"state\":\"live\"");

            assertEquals(
                    List.of("snapshotBegin", "features.main", "snapshotEnd", "live"),
                    client.received().stream()
                            .filter(line ->
                                    line.contains("\"channel\":\"features.main\"") && !line.contains("subscribed"))
                            .map(line -> line.contains("\"op\":\"data\"")
                                    ? "features.main"
                                    : line.replaceAll(".*\"state\":\"(\\w+)\".*", "$1"))
                            .toList());
        }
    }

    @Test
    void shouldSayWhichSetsThereAreToWhoAsksForAnother() {
        features.end(2, 1, "my.other");
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'features.none','instruments':['*']}")
                    .send("{'op':'subscribe','id':2,'channel':'features.my.other','instruments':['*']}")
                    .send(
                            "{'op':'resend','id':3,'channel':'features.far','instruments':['BTC-USDT'],'first':1,'last':2}");
            client.await("\"id\":\"3\"");

            String none = "201 unknown channel: no timeframe, and no feature set that is declared: main, far";
            assertEquals(
                    List.of(
                            none,
                            none,
                            "201 set far has number 65, and those above 64 no channel of their own: take that of a"
                                    + " timeframe, as features.1m"),
                    client.received().stream()
                            .filter(line -> line.contains("\"op\":\"error\""))
                            .map(line -> line.replaceAll(".*\"code\":(\\d+),.*\"text\":\"(.*)\"}", "$1 $2"))
                            .toList());
        }
    }

    @Test
    void shouldShowASetByTheEntitlementToIt() {
        gateway.close();
        Credentials credentials = new Credentials(folder);
        Entitlements main = new Entitlements(Set.of("features.main"), Set.of("*"), Set.of("*"));
        String ann = credentials.key("ann", Role.VIEWER, main, null).text().text();
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock());
        declare();
        features.features(1, 1, NOON, 1).features(2, 1, NOON, 2);
        gateway.publishAndWait();

        try (TestClient client = gateway.connect(ann)) {
            client.await("hello");
            Stream.of("features.main", "features.my.other", "features.1m", "features")
                    .forEach(channel -> client.send("{'op':'subscribe','channel':'" + channel + "'}"));
            client.send("{'op':'subscribe','id':9,'channel':'none'}").await("\"id\":\"9\"");

            assertEquals(List.of("features.#1 1 #1 seq=5 snapshot"), of("features.", client));
        }
        assertEquals(
                List.of(200, 200, 403, 403),
                Stream.of("", "?timeframe=1m&set=main", "?timeframe=1m&set=my.other", "?timeframe=1m")
                        .map(question -> gateway.status("/api/v1/features/BTC-USDT" + question, ann))
                        .toList());
        String newest = gateway.get("/api/v1/features/BTC-USDT", ann).body();
        assertEquals(List.of(true, false), List.of(newest.contains("\"main\""), newest.contains("\"my.other\"")));
    }

    private static List<String> of(String channel, TestClient client) {
        return client.received().stream()
                .filter(line -> line.startsWith(channel))
                .toList();
    }
}

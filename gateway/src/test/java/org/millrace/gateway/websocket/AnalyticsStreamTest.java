package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.support.EventBuilder;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.support.AnalyticsEvents;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

/** What subscribers to features, models, predictions and liquidations are told. */
class AnalyticsStreamTest {
    private static final long NOON = EventBuilder.nanos("12:00:00");

    @TempDir
    private Path folder;

    private RunningGateway gateway = new RunningGateway();
    private AnalyticsEvents analytics;

    @BeforeEach
    void run() {
        gateway.events().definition().send();
        analytics = new AnalyticsEvents(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldBeginWithTheNewestWholeRunOfEachSet() {
        analytics.features().features(1, 1, NOON, 1, 2, 3).features(2, 1, NOON, 4);
        analytics.features().features(1, 1, NOON, 5, 6, 7);

        assertEquals(
                List.of(
                        "features.1m 1 #5 seq=5 snapshot",
                        "features.1m 1 #5 seq=6 snapshot",
                        "features.1m 1 #5 seq=4 snapshot"),
                snapshot("features.1m"));
    }

    @Test
    void shouldTellOfARunThatHasBegunWhatTheRestWillFollow() {
        analytics.features().features(1, 1, NOON, 1, 2, 3).part(1, 1, NOON, 0, 4, 5, 6);
        gateway.publishAndWait();

        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'features.1m','instruments':['*']}");
            client.await("\"state\":\"live\"");
            analytics.features().part(1, 1, NOON, 1, 4, 5, 6);
            gateway.publish();
            client.await("#4");

            assertEquals(
                    List.of(
                            "features.1m 1 #3 seq=2 snapshot",
                            "features.1m 1 #3 seq=3 snapshot",
                            "features.1m 1 #3 seq=4 snapshot",
                            "features.1m 1 #4 seq=5"),
                    of("features.1m", client));
        }
    }

    @Test
    void shouldBeginWithTheSetsThatAreDeclared() {
        analytics
                .features()
                .define(1, 1, "main", "returns_1", "hour")
                .define(2, 1, "old", "hour")
                .define(1, 2, "main", "hour")
                .end(2, 1, "old");

        assertEquals(List.of("features 0 #5 seq=5 snapshot"), snapshot("features"));
    }

    @Test
    void shouldBeginWithTheNewestPredictionOfEachModelThatIsNotRetired() {
        analytics
                .features()
                .prediction(1, 1, false, 0.5, 0.25)
                .prediction(2, 1, true, 0.5, 0.25)
                .prediction(1, 1, false, 0.25, 0.5)
                .prediction(3, 1, false, 0.25, 0.5)
                .status(3, 1, "third", ModelState.RETIRED);

        assertEquals(
                List.of("predictions 1 #4 seq=4 snapshot", "predictions 1 #4 seq=3 snapshot"), snapshot("predictions"));
    }

    @Test
    void shouldBeginWithEachModelAndItsDrift() {
        analytics
                .features()
                .status(1, 1, "first", ModelState.SHADOW)
                .drift(1, 1, 0, "hour", 0.1)
                .drift(1, 1, 0, "hour", 0.2)
                .status(1, 1, "first", ModelState.PROMOTED);

        assertEquals(List.of("models 0 #2 seq=5 snapshot", "models 1 #2 seq=4 snapshot"), snapshot("models"));
    }

    @Test
    void shouldBeginWithTheNewestHourItsClustersAndOneOutcomeOfEachHorizon() {
        analytics
                .liquidations(100)
                .liquidations(101)
                .outcome(1, 2)
                .outcome(24, 3)
                .outcome(1, 4);

        assertEquals(
                List.of(
                        "liquidations 1 #7 seq=4 snapshot",
                        "liquidations 1 #7 seq=5 snapshot",
                        "liquidations 1 #7 seq=8 snapshot",
                        "liquidations 1 #7 seq=7 snapshot"),
                snapshot("liquidations"));
    }

    @Test
    void shouldForgetSetsAndModelsThatAreNotToldOfAnewWhenTheEngineHasStarted() {
        analytics.features().define(1, 1, "main", "hour").status(1, 1, "first", ModelState.PROMOTED);
        gateway.events().engineStarted().send();
        analytics.features().define(2, 1, "next", "hour");

        assertEquals(1, snapshot("features").size());
        assertEquals(List.of(), snapshot("models"));
    }

    @Test
    void shouldShowFeaturesByTheEntitlementToThem() {
        gateway.close();
        Credentials credentials = new Credentials(folder);
        Entitlements minutes = new Entitlements(Set.of("features.1m"), Set.of("*"), Set.of("*"));
        Entitlements other = new Entitlements(Set.of("bars"), Set.of("*"), Set.of("*"));
        String ann = credentials.key("ann", Role.VIEWER, minutes, null).text().text();
        String bob = credentials.key("bob", Role.VIEWER, other, null).text().text();
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock());
        run();
        analytics.features().define(1, 1, "main", "hour").features(1, 1, NOON, 1);
        gateway.publishAndWait();

        assertEquals(
                List.of(200, 403, 403, 403),
                List.of(
                        gateway.status("/api/v1/features/BTC-USDT", ann),
                        gateway.status("/api/v1/features/BTC-USDT?timeframe=5m", ann),
                        gateway.status("/api/v1/feature-sets", bob),
                        gateway.status("/api/v1/predictions/BTC-USDT", bob)));
        assertEquals(true, gateway.get("/api/v1/features/BTC-USDT", ann).body().contains("\"record_count\":1"));
        assertEquals(true, gateway.get("/api/v1/features/BTC-USDT", bob).body().contains("\"record_count\":0"));
    }

    /** Returns the messages of a channel's snapshots. */
    private List<String> snapshot(String channel) {
        gateway.publishAndWait();
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'" + channel + "','instruments':['*']}")
                    .send("{'op':'unsubscribe','id':2,'channel':'" + channel + "','instruments':['*']}");
            client.await("unsubscribed");
            return of(channel, client);
        }
    }

    private static List<String> of(String channel, TestClient client) {
        return client.received().stream()
                .filter(line -> line.startsWith(channel + " "))
                .toList();
    }
}

package org.millrace.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.MemoryAudit;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.gateway.token.NewToken;
import org.millrace.journal.history.History;

@Timeout(300)
class LoginTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Credentials credentials;
    private final MemoryAudit notes = new MemoryAudit();
    private KeyFile.NewKey key;
    private RunningGateway gateway;

    @BeforeEach
    void run() {
        credentials = new Credentials(folder);
        key = credentials.key("ann", Role.TRADER);
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock(),
                notes);
        gateway.events().definition().send();
        gateway.events().definition().names("ETHUSDT", "ETH-USDT").instrument(2).send();
        gateway.events().trade().send();
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldAnswerWhoShowsAKeyOrAToken() {
        String token = credentials.token("bob", Role.VIEWER, HOUR).text().text();

        assertThat(gateway.status("/api/v1/prices/BTC-USDT", key.text().text())).isEqualTo(200);
        assertThat(gateway.status("/api/v1/prices/BTC-USDT", token)).isEqualTo(200);
        assertThat(gateway.status("/api/v1/prices/BTC-USDT", "")).isEqualTo(401);
        assertThat(gateway.status("/api/v1/prices/BTC-USDT", token + "x")).isEqualTo(401);
        assertThat(gateway.status("/api/v1/health", "")).isEqualTo(200);
    }

    @Test
    void shouldAnswerOfWhatSomebodyIsEntitledToAlone() {
        NewToken narrow = credentials.token("bob", Role.VIEWER, Credentials.of("ETH-USDT", "trades", "tops"), HOUR);
        String token = narrow.text().text();

        assertThat(gateway.status("/api/v1/prices/BTC-USDT", token)).isEqualTo(403);
        assertThat(gateway.status("/api/v1/prices/ETH-USDT", token)).isEqualTo(404); // there is no price yet
        assertThat(gateway.status("/api/v1/candles/ETH-USDT", token)).isEqualTo(403);
        assertThat(gateway.status("/api/v1/quality", token)).isEqualTo(403);
        assertThat(gateway.get("/api/v1/instruments", token).body())
                .contains("ETH-USDT")
                .doesNotContain("BTC-USDT");
    }

    @Test
    void shouldSendNothingBeforeALogin() {
        try (TestClient client = gateway.connect()) {
            client.await("\"loginRequired\":true")
                    .send("{'op':'subscribe','id':1,'channel':'trades','instruments':['*']}");

            client.await("closed 4001");
            assertThat(client.received())
                    .containsExactly(
                            "{\"op\":\"error\",\"id\":\"1\",\"code\":101,\"fatal\":true,\"text\":\"log in first\"}",
                            "closed 4001 101 log in first");
        }
    }

    @Test
    void shouldSendWhatWhoLogsInIsEntitledToAlone() {
        NewToken narrow = credentials.token("bob", Role.VIEWER, Credentials.of("ETH-USDT", "trades"), HOUR);
        try (TestClient client = gateway.connect()) {
            client.await("hello")
                    .send("{'op':'login','id':1,'token':'" + narrow.text().text() + "'}");
            client.await("\"principal\":\"bob\",\"roles\":[\"viewer\"]");
            client.send("{'op':'subscribe','id':2,'channel':'quotes','instruments':['*']}")
                    .send("{'op':'subscribe','id':3,'channel':'trades','instruments':['BTC-USDT','ETH-USDT']}")
                    .send("{'op':'subscribe','id':4,'channel':'trades','instruments':['*']}");
            client.await("\"id\":\"4\"");
            gateway.events().trade().send();
            gateway.events().trade().instrument(2).send();
            gateway.publish();
            client.await("trades 2 #1");

            assertThat(client.received())
                    .anyMatch(line -> line.contains("\"id\":\"2\",\"code\":203"))
                    .anyMatch(line -> line.contains(
                            "\"instrument\":\"BTC-USDT\",\"instrumentId\":1,\"status\":\"error\",\"code\":203"))
                    .noneMatch(line -> line.startsWith("trades 1"));
        }
    }

    @Test
    void shouldAskAgainForThePastAndForTheDesksBusiness() {
        NewToken narrow = credentials.token("bob", Role.VIEWER, Credentials.of("ETH-USDT", "*"), HOUR);
        try (TestClient client = gateway.connect(narrow.text().text())) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'replay','instruments':['BTC-USDT']}")
                    .send("{'op':'resend','id':2,'channel':'trades','instruments':['BTC-USDT'],'first':1,'last':1}")
                    .send("{'op':'subscribe','id':3,'channel':['trades','orders'],'mode':'replay'}")
                    .send("{'op':'subscribe','id':4,'channel':'orders'}")
                    .send("{'op':'subscribe','id':5,'channel':'commands'}");

            client.await("\"id\":\"5\",\"code\":203");
            assertThat(notes.lines()).contains("bob request refused: not entitled");
            client.await("\"id\":\"4\",\"code\":203")
                    .await("\"id\":\"3\",\"code\":203")
                    .await("\"id\":\"2\",\"code\":203")
                    .await("\"instrument\":\"BTC-USDT\",\"instrumentId\":1,\"status\":\"error\",\"code\":203");
            assertThat(client.received()).noneMatch(line -> line.startsWith("trades 1"));
        }
    }

    @Test
    void shouldTakeTheCredentialFromTheHeader() {
        try (TestClient client = gateway.connect(key.text().text())) {
            client.await("\"loginRequired\":false")
                    .send("{'op':'subscribe','id':1,'channel':'trades','instruments':['*']}");
            client.await("snapshotEnd");
        }
    }

    @Test
    void shouldCloseAStreamWhoseTokenExpires() {
        NewToken brief = credentials.token("bob", Role.VIEWER, Duration.ofSeconds(6));
        try (TestClient client = gateway.connect(brief.text().text())) {
            client.await("\"op\":\"notice\",\"kind\":\"expiring\"");

            client.await("closed 4001 102 the credential has expired");
            assertThat(client.received())
                    .contains("{\"op\":\"error\",\"code\":102,\"fatal\":true,\"text\":\"the credential has expired\"}");
        }
    }

    @Test
    void shouldCloseStreamsOfWhatIsRevoked() {
        NewToken token = credentials.token("bob", Role.VIEWER, HOUR);
        try (TestClient ann = gateway.connect(key.text().text());
                TestClient bob = gateway.connect(token.text().text())) {
            ann.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','mode':'live'}");
            ann.await("subscribed");
            bob.await("hello");
            long revokedNs = System.nanoTime();
            credentials.revoke(key);
            ann.await("closed 4001 101 the credential was revoked");
            assertThat(since(revokedNs)).isLessThan(SOON);
            revokedNs = System.nanoTime();
            credentials.revoke(token);
            bob.await("closed 4001 101 the credential was revoked");

            assertThat(since(revokedNs)).isLessThan(SOON);
            assertThat(ann.received()).contains(revoked("trades", "*"));
            assertThat(gateway.status("/api/v1/symbols", key.text().text())).isEqualTo(401);
            assertThat(gateway.status("/api/v1/symbols", token.text().text())).isEqualTo(401);
        }
    }

    @Test
    void shouldRenewALogin() {
        NewToken brief = credentials.token("bob", Role.VIEWER, Duration.ofMinutes(1));
        NewToken longer = credentials.token("bob", Role.VIEWER, HOUR);
        NewToken mighty = credentials.token("bob", Role.ADMIN, HOUR);
        try (TestClient client = gateway.connect(brief.text().text())) {
            client.await("hello")
                    .send("{'op':'refresh','id':1,'token':'" + longer.text().text() + "'}");
            client.await("\"op\":\"loggedIn\",\"id\":\"1\",\"principal\":\"bob\"");
            client.send("{'op':'refresh','id':2,'token':'" + mighty.text().text() + "'}");
            client.await("\"id\":\"2\",\"principal\":\"bob\",\"roles\":[\"admin\"]");
            client.send("{'op':'refresh','id':3,'apiKey':'" + key.text().text() + "'}");

            client.await("closed 4001 101 another user: connect anew");
        }
    }

    @Test
    void shouldEndStreamsThatANewTokenDoesNotAllow() {
        NewToken wide = credentials.token("bob", Role.TRADER, HOUR);
        NewToken narrow = credentials.token("bob", Role.VIEWER, Credentials.of("ETH-USDT", "trades", "tops"), HOUR);
        try (TestClient client = gateway.connect(wide.text().text())) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'live','instruments':['*']}")
                    .send("{'op':'subscribe','id':2,'channel':'tops','mode':'live','instruments':['BTC-USDT']}")
                    .send("{'op':'subscribe','id':3,'channel':'orders','mode':'live'}")
                    .await("\"op\":\"subscribed\",\"id\":\"3\"")
                    .send("{'op':'refresh','id':4,'token':'" + narrow.text().text() + "'}")
                    .await("\"op\":\"loggedIn\",\"id\":\"4\"")
                    .await(revoked("orders", "*"));
            gateway.events().trade().send();
            gateway.events().trade().instrument(2).send();
            gateway.publish();
            client.await("trades 2 #1");

            assertThat(client.received())
                    .filteredOn(line -> line.contains("revoked"))
                    .containsExactlyInAnyOrder(
                            revoked("trades", "simulator:BTC-USDT\",\"instrumentId\":1"),
                            revoked("tops", "*"),
                            revoked("orders", "*"));
            assertThat(client.received()).noneMatch(line -> line.startsWith("trades 1"));
        }
    }

    @Test
    void shouldEndStreamsThatAKeyDoesNotAllowAnyMore() {
        try (TestClient client = gateway.connect(key.text().text())) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'trades','mode':'live','instruments':['*']}")
                    .send("{'op':'subscribe','id':2,'channel':'alerts','mode':'live'}")
                    .await("\"op\":\"subscribed\",\"id\":\"2\"");
            credentials.rewrite(text -> text.replace("trader", "viewer"));

            client.await(revoked("alerts", "*"));
            assertThat(client.received())
                    .filteredOn(line -> line.contains("revoked"))
                    .hasSize(1);
        }
    }

    private static Duration since(long startNs) {
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    private static String revoked(String channel, String instrument) {
        String quoted = instrument.contains("\"") ? instrument : instrument + '"';
        return "{\"op\":\"state\",\"channel\":\"" + channel + "\",\"instrument\":\"" + quoted
                + ",\"state\":\"revoked\"}";
    }

    @Test
    void shouldSendAwayWhoDoesNotLogIn() {
        try (TestClient client = gateway.connect()) {
            client.await("closed 4010 101 nobody has logged in");
        }
    }

    @Test
    void shouldLimitTheReplaysOfAUserAndTakeNoteOfThem() {
        String quick = "{'op':'subscribe','id':1,'channel':'trades','mode':'replay','from':1}";
        String slow = quick.replace("}", ",'speed':'step'}");
        RunningGateway past = RunningGateway.withJournal(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                new SystemEpochNanoClock(),
                notes);
        past.events().definition().send();
        past.events().trade().send();
        past.publishAndWait();
        TestClient two = past.connect(key.text().text()).await("hello");
        try (past;
                TestClient one = past.connect(key.text().text()).await("hello");
                TestClient three = past.connect(key.text().text()).await("hello")) {
            one.send(quick).await("replayEnd");
            two.send(slow).await("\"op\":\"subscribed\"").send(slow);
            three.send(slow).await("\"op\":\"subscribed\"");
            one.send(slow).await("\"code\":205").send("{'op':'seek','id':3,'to':1}");
            two.close();
            Awaitility.await().atMost(HOUR).until(() -> {
                one.send(slow.replace("'id':1", "'id':2"));
                return one.received().stream().anyMatch(line -> line.contains("\"op\":\"subscribed\",\"id\":\"2\""));
            });

            assertThat(notes.lines()).contains("ann replay ok", "ann replay refused: too many");
        }
    }

    @Test
    void shouldLimitTheConnectionsOfAUser() {
        TestClient[] five = new TestClient[5];
        for (int i = 0; i < five.length; i++) {
            five[i] = gateway.connect(key.text().text()).await("hello");
        }
        try (TestClient sixth = gateway.connect()) {
            sixth.await("hello")
                    .send("{'op':'login','id':1,'apiKey':'" + key.text().text() + "'}");

            sixth.await("closed 4013 205 too many connections of this user");
        }
        for (TestClient client : five) {
            client.close();
        }
    }
}

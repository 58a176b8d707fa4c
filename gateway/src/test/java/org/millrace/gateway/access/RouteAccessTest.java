package org.millrace.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.gateway.audit.AuditLog;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** Calls each route that there is as each kind of user. */
class RouteAccessTest {
    private static final String BOB = "bob";

    @TempDir
    private Path folder;

    private final Map<Role, String> keys = new EnumMap<>(Role.class);
    private Credentials credentials;
    private RunningGateway gateway;

    @BeforeEach
    void run() {
        credentials = new Credentials(folder);
        for (Role role : Role.values()) {
            keys.put(role, credentials.key(role.name(), role).text().text());
        }
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock(),
                new AuditLog(folder.resolve("audit"), Duration.ofDays(90), new SystemEpochNanoClock()));
        gateway.events().definition().send();
        gateway.events().definition().names("ETHUSDT", "ETH-USDT").instrument(2).send();
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldAskOfEachCallerWhatTheRouteDeclares() {
        assertThat(gateway.routes()).hasSizeGreaterThan(20);
        int address = 1;
        for (Router.Route route : gateway.routes()) {
            for (Role role : Role.values()) {
                int status = call("127.0.0.1", route, keys.get(role));
                assertThat(status == 403)
                        .as("%s %s as %s: %d", route.method(), route.path(), role, status)
                        .isEqualTo(!route.permission().isGrantedTo(role));
                assertThat(status).isNotEqualTo(401);
            }
            boolean isRefused = call("127.0.1." + address++, route, "") == 401;
            assertThat(isRefused).as(route.path()).isEqualTo(!route.permission().isForAnybody());
        }
    }

    @Test
    void shouldShowNobodyWhatIsAnothers() {
        Entitlements btc = Credentials.of("BTC-USDT", "*");
        Entitlements eth = Credentials.of("ETH-USDT", "*");
        String ann = credentials.key("ann", Role.VIEWER, btc, null).text().text();
        String bob = credentials.key(BOB, Role.VIEWER, eth, null).text().text();
        Awaitility.await().until(() -> gateway.status("/api/v1/symbols", bob) == 200);

        List<Router.Route> ofOneInstrument = gateway.routes().stream()
                .filter(route -> route.path().endsWith("/{symbol}"))
                .toList();
        assertThat(ofOneInstrument).isNotEmpty();
        for (Router.Route route : ofOneInstrument) {
            for (String symbol : List.of("BTC-USDT", "BTCUSDT", "simulator:BTC-USDT", "simulator%3ABTC-USDT")) {
                String path = route.path().replace("{symbol}", symbol);
                assertThat(gateway.status(path, ann)).as(path).isNotEqualTo(403);
                assertThat(gateway.status(path, bob)).as(path).isEqualTo(403);
            }
        }
    }

    @Test
    void shouldTellAdministratorsWhoDidWhat() {
        gateway.status("/api/v1/symbols", "mrk_00000000_x");
        gateway.status("/api/v1/audit", keys.get(Role.VIEWER));
        credentials.key(BOB, Role.VIEWER);

        String admin = keys.get(Role.ADMIN);
        Awaitility.await()
                .until(() -> gateway.get("/api/v1/audit", admin).body().contains("new key"));
        String body = gateway.get("/api/v1/audit", admin).body();
        assertThat(body)
                .contains("\"action\":\"GET /api/v1/symbols\",\"object\":\"\",\"result\":\"refused: BAD_CREDENTIAL\"")
                .contains("\"user\":\"VIEWER\"", "\"result\":\"refused: role\"")
                .contains(" of bob\",\"result\":\"by a test\"")
                .doesNotContain("mrk_");
        assertThat(gateway.get("/api/v1/audit?limit=1", admin).body()).contains("\"next_cursor\":\"1\"");
        assertThat(gateway.get("/api/v1/audit?limit=1&cursor=1&user=VIEWER", admin)
                        .body())
                .contains("refused: role");
        assertThat(gateway.status("/api/v1/audit?from=yesterday", admin)).isEqualTo(400);
    }

    @Test
    void shouldGiveATicketThatOpensOneWebSocket() {
        String answer = post("/api/v1/tickets", keys.get(Role.TRADER));
        String ticket = answer.replaceAll("(?s).*\"ticket\":\"([^\"]+)\".*", "$1");
        assertThat(answer).contains("\"expires_in\":30");

        assertThat(gateway.status("/api/v1/symbols", ticket)).isEqualTo(401);
        assertThat(login(ticket)).contains("\"principal\":\"TRADER\"");
        assertThat(login(ticket)).contains("\"code\":101");
    }

    @Test
    void shouldTakeAKeyFromItsNetworkAloneAndRememberItsUse() {
        String expired = credentials
                .key("eve", Role.VIEWER, Entitlements.EVERYTHING, Instant.now().minusSeconds(1))
                .text()
                .text();
        Awaitility.await()
                .until(() -> gateway.get("/api/v1/symbols", expired).body().contains("has expired"));
        gateway.status("/api/v1/symbols", keys.get(Role.VIEWER));

        Awaitility.await().until(() -> folder.resolve("keys.used").toFile().exists());
        assertThat(folder.resolve("keys.used"))
                .content()
                .contains(Instant.now().toString().substring(0, 10));
    }

    private String login(String ticket) {
        try (RawClient client = new RawClient("127.0.0.7", gateway.port())) {
            client.send(RawClient.HANDSHAKE + '~').sendText("{'op':'login','id':1,'ticket':'" + ticket + "'}");
            return client.readTo("\"id\":\"1\"") + client.readTo("}");
        }
    }

    private String post(String path, String key) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST " + path + " HTTP/1.1~Host: localhost~Content-Length: 0~Connection: close~"
                    + "Authorization: Bearer " + key + "~~");
            return client.rest();
        }
    }

    private int call(String from, Router.Route route, String key) {
        String path = route.path().replaceAll("\\{[^}]*}", "BTC-USDT");
        try (RawClient client = new RawClient(from, gateway.port())) {
            String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + '~';
            return client.send(route.method() + " " + path + " HTTP/1.1~Host: localhost~Content-Length: 0~"
                            + authorization + '~')
                    .status();
        }
    }
}

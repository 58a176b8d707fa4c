package org.millrace.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.AlertEvents;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

/** Two users, each of whom tries for what is the other's: by every route, and on every channel. */
class TwoUsersTest {
    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final String OF_ANN = "of-ann";
    private static final String OF_BOB = "of-bob";
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Pattern MARK = Pattern.compile("of-(ann|bob)");

    private static final UUID BACKTEST_OF_BOB = new UUID(0, 2);

    /** Variable parts of paths that name nothing of anybody's, each with something that there is. */
    private static final Map<String, String> OF_NOBODY = Map.of(
            "{symbol}",
            "BTC-USDT",
            "{table}",
            "candles",
            "{logger}",
            "org.millrace",
            "{type}",
            "signals",
            "{name}",
            "trend",
            "{version}",
            "1");

    /** Paths up to a variable part that names something of the desk's, which is that of all who trade. */
    private static final Map<String, String> OF_THE_DESK =
            Map.of("/api/v1/orders/{id}", "1", "/api/v1/strategies/{id}", "1", "/api/v1/accounts/{id}", "1");

    /** Paths up to a variable part that names something of somebody's, each with bob's. */
    private static final Map<String, String> OF_BOBS = Map.of(
            "/api/v1/alerts/{id}",
            "2",
            "/api/v1/alerts/dead-letters/{id}",
            "2-7-k-webhook",
            "/api/v1/backtests/{id}",
            BACKTEST_OF_BOB.toString());

    private static final SubscriberSettings BUSY =
            RunningGateway.PATIENT.edit().messages(1_000, 1_000).build();

    @TempDir
    private Path folder;

    private Credentials credentials;
    private String ann;
    private String bob;
    private String admin;
    private RunningGateway gateway;
    private AlertEvents alerts;

    @BeforeEach
    void run() {
        credentials = new Credentials(folder);
        ann = credentials.key(ANN, Role.TRADER).text().text();
        bob = credentials.key(BOB, Role.TRADER).text().text();
        admin = credentials.key("root", Role.ADMIN).text().text();
        gateway = RunningGateway.withJournal(
                RunningGateway.settings(BUSY)
                        .edit()
                        .access(credentials.settings())
                        .build(),
                new SystemEpochNanoClock());
        gateway.events().definition().send();
        alerts = new AlertEvents(gateway);
        alerts.alert(1, ANN, OF_ANN, AlertState.ACTIVE);
        alerts.alert(2, BOB, OF_BOB, AlertState.ACTIVE);
        fire();
        gateway.notices().add(1, ANN, OF_ANN);
        gateway.notices().add(2, BOB, OF_BOB);
        gateway.backtests().add(BACKTEST_OF_BOB, BOB, OF_BOB);
        gateway.backtests().add(new UUID(0, 1), ANN, OF_ANN);
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldFindNothingOfAnothersByAnyRoute() {
        List<String> ofOne = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        for (Router.Route route : gateway.routes()) {
            assertThat(route.permission()).as("permission of %s", route.path()).isNotNull();
            String path = bobs(route.path());
            String name = route.method() + " " + route.path();
            boolean isOfBob = OF_BOBS.keySet().stream().anyMatch(route.path()::startsWith);
            HttpResponse<String> toAnn = call(route, path, ann);
            assertThat(toAnn.body()).as("%s for ann", name).doesNotContain(OF_BOB);
            if (isOfBob) {
                ofOne.add(name);
                assertThat(toAnn.statusCode()).as("%s for ann", name).isEqualTo(404);
                assertThat(call(route, path, bob).statusCode())
                        .as("%s for bob", name)
                        .isNotIn(400, 403, 404);
            } else if (call(route, path, bob).body().contains(OF_BOB)) {
                lists.add(name);
                assertThat(toAnn.body()).as("%s for ann", name).contains(OF_ANN);
                assertThat(call(route, path, admin).body())
                        .as("%s for admins", name)
                        .contains(OF_ANN, OF_BOB);
            }
        }
        assertThat(ofOne).hasSize(8);
        assertThat(lists)
                .containsExactlyInAnyOrder(
                        "GET /api/v1/alerts",
                        "GET /api/v1/alerts/history",
                        "GET /api/v1/alerts/dead-letters",
                        "GET /api/v1/backtests");
    }

    @Test
    void shouldSendNobodyWhatIsAnothersOnAnyChannel() {
        try (TestClient toAnn = subscribed(ann);
                TestClient toAdmin = subscribed(admin)) {
            fire(); // bob's before ann's
            gateway.publish();

            awaitMarks(toAnn, List.of(OF_ANN, OF_ANN));
            awaitMarks(toAdmin, List.of(OF_ANN, OF_BOB, OF_BOB, OF_ANN));
        }
    }

    @Test
    void shouldSendWhatIsAnothersNoLongerThanOneAdministers() {
        String before =
                credentials.token(ANN, Role.ADMIN, Duration.ofMinutes(5)).text().text();
        String since = credentials
                .token(ANN, Role.TRADER, Duration.ofMinutes(5))
                .text()
                .text();
        try (TestClient client = TestClient.connect(gateway.port(), "millrace.json.v1", before)) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'alerts','mode':'live'}");
            client.send("{'op':'refresh','id':2,'token':'" + since + "'}").await("\"id\":\"2\"");

            fire();
            gateway.publish();

            awaitMarks(client, List.of(OF_ANN));
        }
    }

    @Test
    void shouldSendNobodyWhatWasAnothers() {
        List<String> past = List.of(
                "'op':'subscribe','id':1,'channel':'alerts','mode':'resume','from':'0:1'",
                "'op':'subscribe','id':1,'channel':'alerts','mode':'resume','from':'7:1'", // what a snapshot makes up
                // for
                "'op':'subscribe','id':1,'channel':'alerts','mode':'snapshot'",
                "'op':'subscribe','id':1,'channel':'alerts','mode':'replay','from':1",
                "'op':'resend','id':1,'channel':'alerts','instruments':['BTC-USDT'],'first':1,'last':4");
        List<List<String>> marks = List.of(
                List.of(OF_ANN, OF_ANN),
                List.of(OF_ANN),
                List.of(OF_ANN),
                List.of(OF_ANN, OF_ANN),
                List.of(OF_ANN, OF_ANN));
        for (int i = 0; i < past.size(); i++) {
            try (TestClient client = TestClient.connect(gateway.port(), "millrace.json.v1", ann)) {
                client.await("hello").send('{' + past.get(i) + '}');
                client.await(line -> line.contains("\"state\":\"live\"")
                        || line.contains("replayEnd")
                        || line.contains("\"op\":\"resend\""));

                assertThat(marks(client)).as(past.get(i)).isEqualTo(marks.get(i));
            }
        }
    }

    @Test
    void shouldLeadFromPageToPage() {
        assertThat(marksOfPages("/api/v1/alerts")).isEqualTo(List.of(OF_ANN, OF_BOB));
        assertThat(marksOfPages("/api/v1/alerts/history")).isEqualTo(List.of(OF_ANN, OF_BOB)); // newest first
        assertThat(gateway.status("/api/v1/alerts?cursor=!", admin)).isEqualTo(400);
        assertThat(gateway.status("/api/v1/alerts?limit=1001", admin)).isEqualTo(400);
    }

    private List<String> marksOfPages(String path) {
        List<String> marks = new ArrayList<>();
        String cursor = "";
        do {
            String body = gateway.get(path + "?limit=1&cursor=" + cursor, admin).body();
            marks.addAll(marks(body));
            Matcher next = NEXT.matcher(body);
            cursor = next.find() ? next.group(1) : "";
        } while (!cursor.isEmpty() && marks.size() < 10);
        return marks;
    }

    /** Returns somebody who has the snapshots of all channels that there are, as far as they may, and follows them. */
    private TestClient subscribed(String key) {
        TestClient client = TestClient.connect(gateway.port(), "millrace.json.v1", key);
        client.await("hello");
        int id = 0;
        for (String channel : Channels.all().keySet()) {
            client.send("{'op':'subscribe','id':%d,'channel':'%s'}".formatted(++id, channel));
        }
        return client.send("{'op':'subscribe','id':'last','channel':'none'}").await("\"id\":\"last\"");
    }

    private void fire() {
        alerts.triggered(2, BOB, OF_BOB);
        alerts.triggered(1, ANN, OF_ANN);
    }

    private static void awaitMarks(TestClient client, List<String> expected) {
        Awaitility.await().untilAsserted(() -> assertThat(marks(client)).isEqualTo(expected));
    }

    private static List<String> marks(TestClient client) {
        return marks(String.join("\n", client.received()));
    }

    private static List<String> marks(String text) {
        return MARK.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Returns a path in which everything variable is something that there is, and bob's if it is anybody's. */
    private static String bobs(String path) {
        return VARIABLE.matcher(path).replaceAll(variable -> {
            String ofBob = OF_BOBS.get(path.substring(0, variable.end()));
            String ofDesk =
                    OF_THE_DESK.getOrDefault(path.substring(0, variable.end()), OF_NOBODY.get(variable.group()));
            String text = ofBob == null ? ofDesk : ofBob;
            assertThat(text)
                    .as("%s in %s: whose is it?", variable.group(), path)
                    .isNotNull();
            return text;
        });
    }

    private HttpResponse<String> call(Router.Route route, String path, String key) {
        return gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Authorization", "Bearer " + key)
                .method(route.method().name(), HttpRequest.BodyPublishers.noBody())
                .build());
    }
}

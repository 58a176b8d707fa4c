package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.LiquidationRows;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.LiquidationRow;

/** Holds the description against what can be called, and against what is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {
    private static final long NOW = MarketScene.NOW;

    private final ApiDocument document = ApiDocument.shipped();
    private final MemoryHistory history = new MemoryHistory();
    private RunningGateway gateway;

    @BeforeAll
    void play() {
        history.liquidations(new MemoryLiquidations(hours()));
        gateway = new RunningGateway(RunningGateway.settings(), history, () -> NOW);
        MarketScene scene = new MarketScene(gateway);
        scene.play();
        scene.bars(2);
        gateway.backtests().add(new UUID(0x4000L, 0x8000_0000_0000_0001L), "ann", "Crossover");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void shouldDescribeAllThatCanBeCalledAndNothingElse() {
        Set<String> routed = gateway.routes().stream()
                .filter(route -> !isFileOfAPage(route.path()))
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                String.join("\n", routed),
                String.join("\n", document.operations().keySet()));
    }

    @Test
    void shouldDescribeWhoNeedNotLogIn() {
        Map<String, Boolean> routed = new TreeMap<>();
        for (Router.Route route : gateway.routes()) {
            if (!isFileOfAPage(route.path())) {
                routed.put(
                        route.method() + " " + route.path(), route.permission().isForAnybody());
            }
        }
        Map<String, Boolean> described = new TreeMap<>();
        document.operations()
                .forEach((name, operation) -> described.put(name, List.of().equals(operation.get("security"))));

        assertEquals(routed, described);
    }

    @Test
    void shouldAnswerAsDescribed() {
        Map<String, String> findings = new TreeMap<>();
        document.operations().forEach((name, operation) -> {
            if (name.startsWith("GET ")) {
                HttpResponse<String> answer = gateway.get(document.example(name.substring(4), operation));
                findings.put(name, answer.statusCode() + " " + findings(operation, answer));
            }
        });
        findings.values().removeIf("200 []"::equals);

        assertEquals(Map.of("GET /ws/v1", "426 []"), findings); // no handshake
    }

    @Test
    void shouldRefuseAsDescribed() {
        Map<String, List<String>> findings = new TreeMap<>();
        document.operations().forEach((name, operation) -> {
            if (name.startsWith("GET ") && name.contains("{symbol}")) {
                HttpResponse<String> answer = gateway.get(name.substring(4).replace("{symbol}", "NOPE"));
                findings.put(name + ' ' + answer.statusCode(), findings(operation, answer));
            }
        });

        assertEquals(
                document.operations().keySet().stream()
                        .filter(name -> name.startsWith("GET ") && name.contains("{symbol}"))
                        .collect(Collectors.toMap(name -> name + " 404", name -> List.of())),
                findings);
    }

    @Test
    void shouldBeServedAsItIsShipped() {
        Map<String, Map<String, Object>> served =
                new ApiDocument(gateway.get("/api/v1/openapi.json").body()).operations();

        assertEquals(document.operations(), served);
    }

    /** Returns the newest hours, two of them with a signal. */
    private static List<LiquidationRow> hours() {
        int newest = (int) ((Hours.newestKnown(NOW, RunningGateway.PUBLISH_DELAY.toNanos()) - LiquidationRows.START_NS)
                / Hours.HOUR_NS);
        List<LiquidationRow> hours = IntStream.range(newest - 200, newest + 1)
                .mapToObj(LiquidationRows::hour)
                .toList();
        LiquidationRows.signal(hours.get(180), "Sell");
        LiquidationRows.signal(hours.get(190), "Strong_Buy");
        return hours;
    }

    private List<String> findings(Map<String, Object> operation, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("content-type").orElse("");
        return document.findings(operation, answer.statusCode(), type, answer.body());
    }

    private static boolean isFileOfAPage(String path) {
        return path.equals("/") || path.startsWith("/page/") || path.startsWith("/api/v1/docs/");
    }
}

package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.gateway.support.RunningGateway;

/** Orders, accounts and strategies of a gateway that has no engine to obey its commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {
    private static final String BTC =
            "\"symbol\":\"BTC-USDT\",\"exchange\":\"simulator\",\"venue_symbol\":\"BTCUSDT\"," + "\"instrument_id\":1,";
    private static final String OPEN = "{\"id\":1," + BTC + "\"account\":1,\"strategy\":0,\"side\":\"buy\","
            + "\"type\":\"limit\",\"time_in_force\":\"gtc\",\"reduce_only\":false,\"quantity\":\"2\",\"filled\":\"0\","
            + "\"price\":\"99.5\",\"stop_price\":null,\"average_price\":null,\"state\":\"open\",\"reason\":null,"
            + "\"bound\":null,\"value\":null,\"command_id\":\"00000000-0000-0000-0000-000000000001\",\"sequence\":";

    private final RunningGateway gateway =
            new RunningGateway(RunningGateway.settings(), new MemoryHistory(), () -> MarketScene.NOW);

    @BeforeAll
    void play() {
        new MarketScene(gateway).play();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "orders,3 2 1",
        "orders?state=open,1",
        "orders?state=ended,3 2",
        "orders?limit=2,3 2",
        "orders?symbol=BTC-USDT&account=1&strategy=0,3 2 1",
        "orders?account=2,''",
        "fills,1",
        "fills?order=2,1",
        "fills?order=1,''",
        "strategies,1"
    })
    void shouldListWhatIsAskedFor(String path, String ids) {
        String body = gateway.get("/api/v1/" + path).body();

        assertEquals(
                ids,
                String.join(
                        " ",
                        java.util.regex.Pattern.compile("\\{\"id\":(\\d+)")
                                .matcher(body)
                                .results()
                                .map(match -> match.group(1))
                                .toList()));
    }

    @Test
    void shouldGoOnWithAListWhereItsPageEnded() {
        String first = gateway.get("/api/v1/orders?limit=2").body();
        String cursor = first.replaceAll(".*\"next_cursor\":\"([^\"]+)\".*", "$1");

        String second = gateway.get("/api/v1/orders?limit=2&cursor=" + cursor).body();

        assertTrue(second.startsWith("{\"data\":[" + OPEN), second);
        assertTrue(second.contains("\"record_count\":1"));
    }

    @Test
    void shouldTellWhyAnOrderWasRefused() {
        String body = gateway.get("/api/v1/orders/3").body();

        assertTrue(
                body.contains("\"state\":\"refused\",\"reason\":\"order_notional\",\"bound\":100.0,\"value\":199.0"),
                body);
    }

    @Test
    void shouldTellHowAccountsStand() {
        assertEquals(
                "{" + BTC + "\"account\":1,\"strategy\":0,\"quantity\":\"2\",\"average_price\":99.5,"
                        + "\"mark_price\":100.0,\"realised_pnl\":\"0\",\"fifo_pnl\":\"0\",\"unrealised_pnl\":\"1\","
                        + "\"currency\":\"USDT\",\"time\":\"2026-01-05T11:00:00Z\"}",
                only("positions"));
        assertEquals(
                "{\"account\":1,\"strategy\":0,\"currency\":\"USDT\",\"cash\":\"99000\",\"equity\":\"99000\","
                        + "\"exposure\":\"0\",\"realised_pnl\":\"0\",\"unrealised_pnl\":\"0\",\"day_pnl\":\"1\","
                        + "\"fees\":\"0.199\",\"drawdown\":0.01,\"stopped\":false,\"balances\":[],"
                        + "\"time\":\"2026-01-05T11:30:00Z\"}",
                only("portfolio"));
        assertEquals(
                "{\"time\":\"2026-01-05T11:00:00Z\",\"equity\":\"100000\"},"
                        + "{\"time\":\"2026-01-05T11:30:00Z\",\"equity\":\"99000\"}",
                only("portfolio/history?account=1"));
        assertEquals(
                "{\"account\":1,\"strategy\":0,\"currency\":\"USDT\",\"from\":\"2026-01-05T11:00:00Z\","
                        + "\"to\":\"2026-01-05T11:30:00Z\",\"equity_before\":\"100000\",\"equity\":\"99000\","
                        + "\"pnl\":\"-1000\",\"return\":-0.01,\"drawdown\":0.01}",
                only("performance?hours=1"));
        assertEquals(
                "{\"account\":0,\"engaged\":false,\"reason\":\"requested\",\"bound\":null,\"value\":null,"
                        + "\"time\":\"2026-01-05T11:00:00Z\"}",
                only("kill-switch"));
    }

    @Test
    void shouldTellOfStrategiesAndTheirSignals() {
        assertEquals(
                "{\"id\":1,\"type\":\"Crossover\",\"version\":null,\"account\":1," + BTC
                        + "\"state\":\"running\",\"fault\":null,"
                        + "\"parameters\":{\"fast\":20.0},\"started\":\"2026-01-05T11:00:00Z\","
                        + "\"updated\":\"2026-01-05T11:00:00Z\"}",
                only("strategies"));
        assertTrue(only("strategies/types")
                .startsWith("{\"type\":\"Crossover\",\"source\":\"shipped\",\"parameters\":[{\"name\":\"fast\","
                        + "\"whole\":true,\"from\":2.0,\"to\":200.0,\"step\":1.0,\"default\":20.0},"));
        assertTrue(only("signals")
                .contains("\"side\":\"buy\",\"strength\":1.0,\"rule\":\"shorter mean > longer mean\","
                        + "\"left\":101.0,\"right\":100.0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1}",
                "PATCH|orders/1|{'price':'98.5'}",
                "DELETE|orders/1|",
                "POST|strategies|{'symbol':'BTC-USDT','type':'Crossover','parameters':{'fast':5}}",
                "POST|strategies/1/stop|",
                "POST|strategies/1/start|",
                "DELETE|strategies/1|",
                "PUT|kill-switch|{'account':0,'engaged':true}"
            })
    void shouldSayThatTheEngineDoesNotAnswer(String method, String path, String body) {
        assertEquals(503, send(method, path, body == null ? "" : body).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"orders/9", "orders/x", "strategies/9", "strategies/0", "portfolio/history?account=9"})
    void shouldKnowNoOther(String path) {
        assertEquals(404, gateway.get("/api/v1/" + path).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|orders|{}|symbol is missing.",
                "POST|orders|{'symbol':'NOPE','side':'buy','quantity':1}|symbol names no instrument",
                "POST|orders|{'symbol':'BTC-USDT','quantity':1}|side is one of buy, sell.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy'}|quantity is missing, or not more than 0.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':-1}|quantity is missing, or not more than 0.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':'1.123456789'}|quantity has",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':'1e99'}|quantity is to be a number.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'type':'limit'}|price is missing",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'type':'market','price':1}|An order of type market has no price.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'type':'stop'}|stop_price is missing",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'type':'trailing_stop'}|trailing_distance is missing",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'time_in_force':'ever'}|time_in_force is one of gtc, ioc, fok, day.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'account':1001}|account names none",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'account':1.5}|account is to be a whole number.",
                "POST|orders|{'symbol':'BTC-USDT','side':'buy','quantity':1,'colour':'red'}|No member has the name",
                "PATCH|orders/1|{}|One of price, stop_price and quantity",
                "GET|orders?state=lost||state is all, open or ended.",
                "GET|orders?account=x||account is to be a whole number.",
                "POST|strategies|{'symbol':'BTC-USDT','type':'Nope'}|type is one of Crossover.",
                "POST|strategies|{'symbol':'BTC-USDT','type':'Crossover','parameters':{'slow':5}}|Parameters of Crossover are fast, quantity.",
                "POST|strategies|{'symbol':'BTC-USDT','type':'Crossover','parameters':{'fast':2.5}}|fast is a whole number from 2.0 to 200.0.",
                "POST|strategies|{'symbol':'BTC-USDT','type':'Crossover','parameters':{'fast':150}}|fast is not to be that slow.",
                "PUT|kill-switch|{'engaged':true}|account (0: all) and engaged"
            })
    void shouldSayWhatIsWrong(String method, String path, String body, String detail) {
        HttpResponse<String> answer = send(method, path, body == null ? "" : body);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"detail\":\"" + detail), answer.body());
    }

    private String only(String path) {
        String body = gateway.get("/api/v1/" + path).body();
        return body.substring("{\"data\":[".length(), body.indexOf("],\"metadata\""));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
    }
}

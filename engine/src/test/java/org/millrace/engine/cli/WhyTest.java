package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has a strategy trade on the demo, and somebody by hand; then asks its journal why. */
class WhyTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static String address;
    private static String refusal;
    private static String byHand;
    private static String ofStrategy;
    private static String overRest;

    @BeforeAll
    static void trade() {
        try (RunningDemo demo = new RunningDemo(RunningDemo.settings(folder, UnaryOperator.identity()), folder)) {
            address = demo.address();
            await("prices/BTC-USDT", "\"ask_price\"");
            send(
                    "POST",
                    "strategies",
                    "{'type':'Crossover','symbol':'BTC-USDT','parameters':{'fast':2,'slow':3,'timeframe':1,'quantity':0.01}}");
            byHand = number(send("POST", "orders", "{'symbol':'ETH-USDT','side':'buy','quantity':0.1}"), "id");
            refusal = number(
                    send("POST", "orders", "{'symbol':'ETH-USDT','side':'buy','quantity':1,'price':1000000}"), "order");
            await("fills?strategy=1", "\"strategy\":1");
            await("fills?strategy=0", "\"strategy\":0");
            ofStrategy = number(get("fills?strategy=1"), "id");
            overRest = get("why?fill=" + ofStrategy);
        }
    }

    @AfterAll
    static void forget() {
        address = null;
    }

    @Test
    void shouldSayWhyAStrategySignalled() throws ParseException {
        Map<String, Object> reasons = reasons("--signal");

        assertThat((String) reasons.get("verdict"))
                .matches("strategy 1 says (BUY|SELL), since shorter mean [<>] longer mean: .*");
        assertThat(types(reasons, "chain")).contains("Bar", "Signal");
        assertThat(types(reasons, "seen")).contains("BookTop", "Bar", "Trade");
        assertThat(causes(reasons)).as("one input").hasSize(1);
    }

    @Test
    void shouldSayWhyAFillCameAboutAndItsOrderWasPlaced() throws ParseException {
        Map<String, Object> reasons = reasons("--fill", ofStrategy);

        assertThat(types(reasons, "life")).startsWith("Order").contains("Fill").endsWith("Order");
        @SuppressWarnings("unchecked")
        Map<String, Object> placing = (Map<String, Object>) reasons.get("placing");
        assertThat((String) placing.get("verdict")).isEqualTo("ordered by strategy 1; no rule of risk refused it");
        assertThat(types(placing, "chain")).contains("Bar", "Signal").endsWith("Order");
        long sequence = ((Number) ((Map<?, ?>) reasons.get("what")).get("sequence")).longValue();
        assertThat(why(Long.toString(sequence), "--json")).isEqualTo(why("--fill", ofStrategy, "--json"));
        assertThat(overRest)
                .isEqualTo("200 " + why("--json", "--fill", ofStrategy).strip());
    }

    @Test
    void shouldSayWhyAnOrderByHandWasPlaced() throws ParseException {
        Map<String, Object> reasons = reasons("--order", byHand);

        assertThat((String) reasons.get("verdict")).startsWith("ordered by somebody, by hand");
        assertThat(types(reasons, "chain")).isEqualTo(List.of("OrderCommand", "Order"));
        assertThat((List<?>) reasons.get("quality")).isEmpty();
    }

    @Test
    void shouldSayWhyAnOrderWasRefused() throws ParseException {
        Map<String, Object> reasons = reasons("--order", refusal);

        assertThat((String) reasons.get("verdict"))
                .matches("refused by the rule [A-Z_]+: [0-9.E]+, the limit is [0-9.E]+");
        assertThat(types(reasons, "chain")).isEqualTo(List.of("OrderCommand", "Order"));
        assertThat(why("--order", refusal)).startsWith("#").contains("quality of its data: nothing against it");
    }

    @Test
    void shouldSayThatThereIsNothingToExplain() {
        assertThat(run("--order", "99999")).isEqualTo(2);
        assertThat(run("1")).as("an EngineStarted").isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--signal", "--order", byHand)).isEqualTo(2);
    }

    private static Map<String, Object> reasons(String... asked) throws ParseException {
        String[] arguments = new String[asked.length + 1];
        System.arraycopy(asked, 0, arguments, 0, asked.length);
        arguments[asked.length] = "--json";
        return JSONObjectUtils.parse(why(arguments));
    }

    private static List<String> types(Map<String, Object> reasons, String name) {
        return events(reasons, name).stream()
                .map(each -> (String) each.get("type"))
                .toList();
    }

    private static List<Object> causes(Map<String, Object> reasons) {
        return events(reasons, "chain").stream()
                .map(each -> each.get("cause"))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> events(Map<String, Object> reasons, String name) {
        return (List<Map<String, Object>>) reasons.get(name);
    }

    private static String why(String... asked) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(asked)).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int run(String... asked) {
        String[] arguments = new String[asked.length + 2];
        arguments[0] = "why";
        arguments[1] = folder.resolve("data").toString();
        System.arraycopy(asked, 0, arguments, 2, asked.length);
        return Millrace.execute(arguments);
    }

    private static String number(String answer, String member) {
        return answer.replaceAll("(?s).*?\"" + member + "\":(\\d+).*", "$1");
    }

    private static void await(String path, String part) {
        Awaitility.await().pollInterval(Duration.ofMillis(500)).until(() -> get(path)
                .contains(part));
    }

    private static String get(String path) {
        return send("GET", path, "");
    }

    private static String send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "api/v1/" + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                    .build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

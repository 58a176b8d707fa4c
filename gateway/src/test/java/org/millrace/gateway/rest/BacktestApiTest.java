package org.millrace.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.Setting;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** Backtests over REST: what is asked of the engine, what is refused, and whose they are. */
class BacktestApiTest {
    private static final String CROSSOVER =
            "{'strategies':[{'strategy':'Crossover','instrument':'BTC-USDT','params':{'fast':5}}]%s}";

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String ann;
    private String eve;
    private String admin;

    @BeforeEach
    void run() {
        Credentials credentials = new Credentials(folder);
        ann = credentials.key("ann", Role.TRADER).text().text();
        Entitlements eth = Credentials.of("ETH-USDT", "*");
        eve = credentials.key("eve", Role.TRADER, eth, null).text().text();
        admin = credentials.key("root", Role.ADMIN, eth, null).text().text();
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock());
        gateway.events().definition().send();
        gateway.events().definition().names("ETHUSDT", "ETH-USDT").instrument(2).send();
        gateway.publishAndWait();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldAskTheEngineForWhatIsWanted() {
        String more = ",'from':'2026-01-31T00:00:00Z','to':'2026-02-01T00:00:00Z','cash':5000,'taker_fee':0.001,"
                + "'latency':2,'models':['direction-1m','daily:2'],'benchmark':'ETH-USDT','risk_free':0.02,'days_per_year':365,'sampling':'hour'";

        HttpResponse<String> answer = post(CROSSOVER.formatted(more), "", ann);

        assertThat(answer.statusCode()).isEqualTo(201);
        BacktestRequest request = gateway.backtests().requests().get(0);
        assertThat(answer.headers().firstValue("location")).hasValue("/api/v1/backtests/" + request.id());
        assertThat(request.owner()).isEqualTo("ann");
        assertThat(request.strategies())
                .extracting(each ->
                        each.name() + each.parameters() + each.instrument().name())
                .containsExactly("Crossover{fast=5.0}BTC-USDT");
        assertThat(request.models())
                .containsExactly(new BacktestRequest.Model("direction-1m", 0), new BacktestRequest.Model("daily", 2));
        assertThat(answer.body()).contains("\"models\":[\"direction-1m\",\"daily:2\"]");
        assertThat(request.toNs() - request.fromNs()).isEqualTo(86_400_000_000_000L);
        assertThat(request.settings())
                .isEqualTo(Map.of(
                        Setting.TRADING_CASH, 5000.0, Setting.TRADING_TAKER_FEE, 0.001, Setting.TRADING_LATENCY, 2e6));
        assertThat(request.measuring())
                .isEqualTo(new BacktestRequest.Measuring("simulator:ETH-USDT", 0.02, 365, "hour"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {}                                                                 | strategies is missing
            {'strategies':{}}                                                  | strategies is to be a list of objects
            {'strategies':[{'instrument':'BTC-USDT'}]}                         | strategy is one of Crossover
            {'strategies':[{'strategy':'Crossover'}]}                          | instrument is missing
            {'strategies':[{'strategy':'Crossover','instrument':'NOPE'}]}      | instrument names no instrument
            {'strategies':[{'strategy':'Crossover','symbol':'BTC-USDT'}]}      | No member has the name symbol; members
            {'strategies':[],'cache':1}                                        | No member has the name cache; members
            {'strategies':[],'cash':-1}                                        | cash is 0 or more
            {'strategies':[],'taker_fee':-2}                                   | taker_fee is -1 or more
            {'strategies':[],'from':'yesterday'}                               | from is to be a time
            {'strategies':[],'from':'2200-01-01'}                              | from is to be before to
            {'strategies':[],'sampling':'week'}                                | sampling is one of auto, minute
            {'strategies':[],'risk_free':2}                                    | risk_free is a part of 1
            {'strategies':[],'days_per_year':400}                              | days_per_year is 0 to 366
            {'strategies':[],'models':'daily'}                                 | models is to be a list of texts
            {'strategies':[],'models':['../x']}                                | models are NAME or NAME:VERSION
            {'strategies':[],'models':['daily:0']}                             | models are NAME or NAME:VERSION
            {'strategies':[],'models':['nobody']}                              | There is no model nobody, only [direction-1m].
            {'strategies':[],'benchmark':'NOPE'}                               | benchmark names no instrument
            """)
    void shouldNameTheMemberThatIsWrong(String body, String words) {
        HttpResponse<String> answer = post(body, "", ann);

        assertThat(answer.statusCode() + " " + answer.body()).startsWith("400 ").contains(words);
    }

    @Test
    void shouldTakeARequestOnceHoweverOftenItIsSentAndNoMoreThanMayWait() {
        String first = post(CROSSOVER.formatted(""), "key", ann).body();

        assertThat(post(CROSSOVER.formatted(""), "key", ann).body()).isEqualTo(first);
        assertThat(post(CROSSOVER.formatted(""), "", ann).statusCode()).isEqualTo(201);
        assertThat(post(CROSSOVER.formatted(""), "", ann).statusCode()).isEqualTo(201);
        HttpResponse<String> fourth = post(CROSSOVER.formatted(""), "", ann);
        assertThat(fourth.statusCode() + " " + fourth.body()).startsWith("429 ").contains("wait already");
    }

    @Test
    void shouldShowTheReportUnderAPolicyOfItsOwnAndForgetWhatIsDeleted() {
        String first = id(post(CROSSOVER.formatted(""), "", ann));
        String second = id(post(CROSSOVER.formatted(""), "", ann));

        HttpResponse<String> report = gateway.get("/api/v1/backtests/" + first + "/report", ann);
        assertThat(report.body()).isEqualTo("<p>" + first + "</p>");
        assertThat(report.headers().allValues("content-security-policy")).containsExactly("default-src 'none'");
        assertThat(report.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(gateway.status("/api/v1/backtests/" + second + "/report", ann))
                .isEqualTo(409);

        assertThat(send("DELETE", "/" + first, "", "", ann).statusCode()).isEqualTo(204);
        assertThat(gateway.status("/api/v1/backtests/" + first, ann)).isEqualTo(404);
        assertThat(gateway.status("/api/v1/backtests/none", ann)).isEqualTo(404);
    }

    @Test
    void shouldKeepToTheInstrumentsThatSomebodyMaySee() {
        String ofAnn = id(post(CROSSOVER.formatted(""), "", ann));

        assertThat(post(CROSSOVER.formatted(""), "", eve).body())
                .contains("instrument names no instrument that you may see");
        assertThat(post("{'strategies':[]}", "", eve).body()).contains("only who may see all instruments");
        assertThat(gateway.get("/api/v1/backtests/" + ofAnn, admin).body())
                .contains("\"error\":\"It is about instruments that you may not see.\",\"result\":null");
        assertThat(gateway.status("/api/v1/backtests/" + ofAnn + "/report", admin))
                .isEqualTo(403);
    }

    private static String id(HttpResponse<String> answer) {
        return answer.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    }

    private HttpResponse<String> post(String body, String key, String credential) {
        return send("POST", "", body, key, credential);
    }

    private HttpResponse<String> send(String method, String path, String body, String key, String credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/backtests" + path))
                .header("Authorization", "Bearer " + credential)
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return gateway.send(request.build());
    }
}

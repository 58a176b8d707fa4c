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
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.DeskEvents;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

/** What subscribers to a desk's own channels are told, and who may subscribe. */
class DeskStreamTest {
    @TempDir
    private Path folder;

    private Credentials credentials;
    private RunningGateway gateway;
    private DeskEvents desk;

    @BeforeEach
    void run() {
        credentials = new Credentials(folder);
        gateway = new RunningGateway();
        play();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldBeginWithAllOrdersThatAreOpen() {
        desk.order(1, OrderState.OPEN).order(2, OrderState.OPEN).order(3, OrderState.FILLED);
        desk.order(1, OrderState.PARTIALLY_FILLED);

        assertEquals(List.of("orders 1 #4 snapshot", "orders 1 #4 snapshot"), snapshot("orders", ""));
    }

    @Test
    void shouldBeginWithEachAccountsAndStrategysPosition() {
        desk.position(1, 0).position(1, 7).position(2, 0).position(1, 0);

        assertEquals(3, snapshot("positions", "").size());
    }

    @Test
    void shouldBeginWithEachLedgerAndWhoMayNotTrade() {
        desk.portfolio(1, 0, 5).portfolio(1, 0, 6).portfolio(1, 7, 1).killSwitch(1, true);

        assertEquals(3, snapshot("portfolio", "").size());
    }

    @Test
    void shouldBeginWithStrategiesAndTheirParameters() {
        desk.strategy(1, StrategyState.RUNNING).strategy(2, StrategyState.STOPPED);

        assertEquals(4, snapshot("strategies", "").size());
    }

    @Test
    void shouldForgetOnlyWhatIsToldAnewWhenTheEngineHasStarted() {
        desk.order(1, OrderState.OPEN).order(2, OrderState.FILLED).position(1, 0);
        gateway.events().engineStarted().send();
        desk.order(3, OrderState.OPEN);

        assertEquals(1, snapshot("orders", "").size());
        assertEquals(0, snapshot("positions", "").size());
        assertEquals(404, gateway.get("/api/v1/orders/1").statusCode());
        assertEquals(200, gateway.get("/api/v1/orders/2").statusCode());
    }

    @Test
    void shouldTellTradersAloneOfTheirInstruments() {
        gateway.close();
        String viewer = credentials.key("vic", Role.VIEWER).text().text();
        String trader = credentials
                .key("tom", Role.TRADER, new Entitlements(Set.of("*"), Set.of("*"), Set.of("ETH-USDT")), null)
                .text()
                .text();
        gateway = new RunningGateway(
                RunningGateway.settings().edit().access(credentials.settings()).build(),
                History.NONE,
                new SystemEpochNanoClock());
        play();
        desk.order(1, OrderState.OPEN).of(2).order(2, OrderState.OPEN);
        gateway.publishAndWait();

        assertEquals(List.of("orders 2 #1 snapshot"), snapshot("orders", trader));
        assertEquals(404, gateway.status("/api/v1/orders/1", trader));
        assertEquals(200, gateway.status("/api/v1/orders/2", trader));
        try (TestClient client = gateway.connect(viewer)) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'orders','instruments':['*']}");
            client.await("\"code\":203");
        }
    }

    private void play() {
        gateway.events().definition().send();
        gateway.events().definition().names("ETHUSDT", "ETH-USDT").instrument(2).send();
        desk = new DeskEvents(gateway);
    }

    /** Returns the messages of a channel's snapshot, without their sequences. */
    private List<String> snapshot(String channel, String credential) {
        gateway.publishAndWait();
        try (TestClient client = credential.isEmpty() ? gateway.connect() : gateway.connect(credential)) {
            client.await("hello")
                    .send("{'op':'subscribe','id':1,'channel':'" + channel + "','instruments':['*']}")
                    .send("{'op':'unsubscribe','id':2,'channel':'" + channel + "','instruments':['*']}");
            client.await("unsubscribed");
            return client.received().stream()
                    .filter(line -> line.startsWith(channel + " "))
                    .map(line -> line.replaceAll(" seq=\\d+", ""))
                    .toList();
        }
    }
}

package org.millrace.feeds.coinbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.ScriptedVenue;
import org.millrace.feeds.support.SessionBuilder;

@Timeout(300)
class CoinbaseConnectorTest implements EventConsumer {
    private static final String SNAPSHOT =
            "{\"type\":\"snapshot\",\"product_id\":\"%s\",\"asks\":[[\"2.5\",\"1\"]],\"bids\":[[\"2.4\",\"3\"]]}";
    private static final String BOOK =
            "{\"sequence\":1,\"bids\":[[\"2.4\",\"3\",2]],\"asks\":[[\"2.5\",\"1\",1],[\"2.6\",\"0.5\",1]]}";
    private static final String LAST_MATCH =
            "{\"type\":\"last_match\",\"trade_id\":%d,\"side\":\"sell\",\"size\":\"1\","
                    + "\"price\":\"2.5\",\"product_id\":\"%s\",\"sequence\":1,\"time\":\"2026-08-09T21:05:48Z\"}";
    private static final String MATCH = LAST_MATCH.replace("last_match", "match");
    private static final String LEVELS = "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48Z\","
            + "\"sequence_num\":%d,\"events\":[{\"type\":\"%s\",\"product_id\":\"%s\",\"updates\":[{\"side\":\"bid\","
            + "\"event_time\":\"2026-08-09T21:05:48Z\",\"price_level\":\"2.4\",\"new_quantity\":\"3\"}]}]}";
    private static final String CONFIRMED = "{\"channel\":\"subscriptions\",\"timestamp\":\"2026-08-09T21:05:48Z\","
            + "\"sequence_num\":%d,\"events\":[{\"subscriptions\":{\"level2\":[\"A-USD\",\"B-USD\"],"
            + "\"market_trades\":[\"A-USD\",\"B-USD\"],\"heartbeats\":[\"heartbeats\"]}}]}";
    private static final String PRODUCTS = "[{\"id\":\"A-USD\",\"base_currency\":\"A\",\"quote_currency\":\"USD\","
            + "\"quote_increment\":\"0.01\",\"base_increment\":\"0.001\"},{\"id\":\"B-USD\",\"base_currency\":\"B\","
            + "\"quote_currency\":\"USD\",\"quote_increment\":\"0.01\",\"base_increment\":\"0.001\"},"
            + "{\"id\":\"Z-USD\",\"quote_increment\":\"1\","
            + "\"base_increment\":\"1\"}]";

    private final EventText events = new EventText();
    private final AtomicInteger number = new AtomicInteger();
    private SessionBuilder session = new SessionBuilder().impatient().bookCheckInterval(Duration.ZERO);
    private ScriptedVenue venue;
    private CoinbaseConnector feed;

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        venue.close();
    }

    @Test
    void shouldSubscribeToTheExchangeFeed() {
        venue = new ScriptedVenue("/", CoinbaseConnectorTest::exchange).answer("/products", PRODUCTS);
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches", "level2_batch"), Map.of());
        await().until(() -> count("BOOK LIVE SNAPSHOT_APPLIED") == 2);
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        venue.send(MATCH.formatted(8, "A-USD"));
        awaitEvent("Trade 1 1786309548000000000 8 2.5 x 1 BUY", 1);

        assertThat(venue.received())
                .containsExactly(
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\",\"B-USD\"],\"channels\":[\"matches\"]}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\",\"B-USD\"],\"channels\":[\"level2_batch\"]}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\",\"B-USD\"],\"channels\":[\"heartbeat\"]}");
    }

    @Test
    void shouldHaveWholeBooksCheckedByTurns() {
        session.bookCheckInterval(Duration.ofMillis(100));
        venue = new ScriptedVenue("/", CoinbaseConnectorTest::exchange)
                .answer("/products", PRODUCTS)
                .answer("/products/A-USD/book?level=2", BOOK)
                .answer("/products/B-USD/book?level=2", BOOK);

        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches", "level2_batch"), Map.of());

        for (int id = 1; id <= 2; id++) {
            String status = "FeedStatus " + id + " \\d+ BOOK LIVE BOOK_CHECK";
            String levels = "BookUpdate " + id + " \\d+ 0-0 CHECK SNAPSHOT FIRST LAST B2.4x3 A2.5x1 A2.6x0.5";
            await().until(() -> has(status) && has(levels));
        }
    }

    @Test
    void shouldSubscribeAnewToTheBookThatLostSomethingOnly() {
        venue = new ScriptedVenue("/", CoinbaseConnectorTest::exchange);
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches", "level2_batch"), Map.of());
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        venue.send("{\"type\":\"l2update\",\"product_id\":\"B-USD\",\"changes\":[[\"buy\",\"2.000000001\",\"1\"]],"
                + "\"time\":\"2026-08-09T21:05:48Z\"}");
        await().until(() -> count("BOOK LIVE SNAPSHOT_APPLIED") == 3);

        assertThat(venue.received().subList(3, 5))
                .containsExactly(
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"B-USD\"],\"channels\":[\"level2_batch\"]}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"B-USD\"],\"channels\":[\"level2_batch\"]}");
        assertThat(lines("BOOK STALE")).hasSize(1).first().asString().contains(" 2 ");
    }

    @Test
    void shouldGoOnWithoutAProductThatTheVenueDoesNotList() {
        venue = new ScriptedVenue("/", CoinbaseConnectorTest::exchange).answer("/products", PRODUCTS);
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches"), Map.of(), "A-USD", "NONE-USD");
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);
        awaitEvent("TRADES DISCONNECTED REFUSED", 1);

        assertThat(venue.received()).noneMatch(message -> message.contains("NONE-USD"));
        assertThat(feed.sessionCounters().get(SessionCounter.SYMBOLS_REFUSED)).isEqualTo(1);
    }

    @Test
    void shouldGoOnWithoutAProductThatAnErrorNamesAlsoWhereThatEndsTheConnection() {
        venue = new ScriptedVenue("/", message -> {
            if (!message.contains("A-USDX")) {
                return exchange(message);
            }
            String error = "{\"type\":\"error\",\"message\":\"Failed to subscribe\","
                    + "\"reason\":\"A-USDX is not a valid product\"}";
            return venue.received().size() == 1 ? List.of(error, ScriptedVenue.CLOSE) : List.of(error);
        });
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches"), Map.of(), "A-USD", "A-USDX", "B-USD");
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        venue.send(MATCH.formatted(8, "B-USD"));
        awaitEvent("Trade ", 1);

        assertThat(lines("REFUSED")).hasSize(2).allMatch(line -> line.contains(" 2 ") || line.contains("FeedStatus"));
        assertThat(venue.received().subList(2, venue.received().size()))
                .noneMatch(message -> message.contains("A-USDX"));
        assertThat(count("VENUE_ERROR")).isZero();
    }

    @Test
    void shouldReplaceAConnectionByPlanWithoutLosingATrade() {
        session = new SessionBuilder().impatient().plannedReconnect(Duration.ofSeconds(1), Duration.ofMillis(200));
        AtomicInteger trade = new AtomicInteger(7);
        venue = new ScriptedVenue("/", message -> exchange(message, trade.get()));
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches", "level2_batch"), Map.of());
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1); // what was sent before came to nobody
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            venue.send(MATCH.formatted(trade.incrementAndGet(), "A-USD"));
            return feed.sessionCounters().get(SessionCounter.PLANNED_RECONNECTS) == 2;
        });
        awaitEvent("CONNECTION LIVE PLANNED_RECONNECT", 2);
        int last = trade.incrementAndGet();
        venue.send(MATCH.formatted(last, "A-USD"));
        awaitEvent("Trade 1 1786309548000000000 " + last + " ", 1);

        for (int id = 8; id <= last; id++) {
            assertThat(lines("Trade 1 1786309548000000000 " + id + " ")).isNotEmpty();
        }
        assertThat(lines("FeedStatus 1 ")).noneMatch(line -> line.contains("GAP"));
        assertThat(lines("REMOTE_CLOSE")).isEmpty();
        assertThat(feed.sessionCounters().get(SessionCounter.REMOTE_CLOSES)).isZero();
    }

    @Test
    void shouldSubscribeToAndLeaveProductsOnTheLivingConnection() {
        venue = new ScriptedVenue("/", CoinbaseConnectorTest::exchangeOfOne).answer("/products", PRODUCTS);
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches"), Map.of(), "A-USD");
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        feed.symbols(List.of("B-USD"));
        awaitEvent("TRADES DISCONNECTED UNSUBSCRIBED", 1);
        await().until(() -> venue.received().size() == 6);

        assertThat(venue.received().subList(2, 6))
                .containsExactly(
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"A-USD\"],\"channels\":[\"matches\"]}",
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"A-USD\"],\"channels\":[\"heartbeat\"]}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"B-USD\"],\"channels\":[\"matches\"]}",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"B-USD\"],\"channels\":[\"heartbeat\"]}");
        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void shouldTellOfTradesMissedWhileAway() {
        AtomicInteger lastTrade = new AtomicInteger(7);
        venue = new ScriptedVenue("/", message -> exchange(message, lastTrade.get()));
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches"), Map.of());
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        lastTrade.set(10);
        venue.disconnect();
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 2);
        venue.send(MATCH.formatted(11, "A-USD"));
        awaitEvent("Trade 1 1786309548000000000 11", 1);

        assertThat(lines("GAP")).hasSize(2).allMatch(line -> line.endsWith("TRADES LIVE GAP 8-10"));
    }

    @Test
    void shouldSubscribeAnewToAllBooksWhereFramesAreMissing() throws Exception {
        venue = new ScriptedVenue("/", this::advanced);
        start(
                Venue.COINBASE_ADVANCED,
                CoinbaseVenue.ADVANCED,
                List.of("market_trades", "level2"),
                Map.of(
                        "COINBASE_KEY_NAME",
                        "a key",
                        "COINBASE_PRIVATE_KEY",
                        TokenSignerTest.pem(TokenSignerTest.keys())));
        awaitEvent("CONNECTION LIVE SUBSCRIBED", 1);

        number.addAndGet(2);
        venue.send(LEVELS.formatted(number.getAndIncrement(), "update", "A-USD"));
        await().until(() -> count("BOOK LIVE SNAPSHOT_APPLIED") == 4);

        assertThat(lines("GAP")).hasSize(3);
        assertThat(venue.received()).allMatch(message -> message.contains(",\"jwt\":\"ey"));
        assertThat(venue.received().stream()
                        .map(m -> m.substring(0, m.indexOf(",\"jwt")))
                        .toList())
                .containsExactly(
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\",\"B-USD\"],\"channel\":\"market_trades\"",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\",\"B-USD\"],\"channel\":\"level2\"",
                        "{\"type\":\"subscribe\",\"channel\":\"heartbeats\"",
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"A-USD\"],\"channel\":\"level2\"",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"A-USD\"],\"channel\":\"level2\"",
                        "{\"type\":\"unsubscribe\",\"product_ids\":[\"B-USD\"],\"channel\":\"level2\"",
                        "{\"type\":\"subscribe\",\"product_ids\":[\"B-USD\"],\"channel\":\"level2\"");
    }

    @Test
    void shouldGiveUpAConnectionThatTheVenueRefuses() {
        venue = new ScriptedVenue(
                "/", message -> List.of("{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"no\"}"));
        start(Venue.COINBASE, CoinbaseVenue.EXCHANGE, List.of("matches"), Map.of());

        awaitEvent("CONNECTION DISCONNECTED VENUE_ERROR", 1);
    }

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        events.onEvent(buffer, offset, length);
    }

    private synchronized List<String> lines(String part) {
        List<String> found = new ArrayList<>(events.lines());
        found.removeIf(line -> !line.contains(part));
        return found;
    }

    private int count(String part) {
        return lines(part).size();
    }

    private boolean has(String pattern) {
        return lines("").stream().anyMatch(line -> line.matches(pattern));
    }

    private void awaitEvent(String part, int times) {
        await(part).until(() -> count(part) >= times);
    }

    private void start(Venue of, String protocol, List<String> streams, Map<String, String> environment) {
        start(of, protocol, streams, environment, "A-USD", "B-USD");
    }

    private void start(
            Venue of, String protocol, List<String> streams, Map<String, String> environment, String... products) {
        String host = "://127.0.0.1:" + venue.port();
        FeedSettings settings = new FeedSettings(
                of,
                protocol,
                "ws" + host,
                "http" + host,
                List.of(products),
                streams,
                1,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                session.build());
        FeedContext context = new FeedContext(
                new Instruments().define("A-USD", -8, -8).define("B-USD", -8, -8),
                new RecordingPublisher(this),
                new SystemEpochNanoClock(),
                FrameTap.NONE,
                new VenueBudgets(),
                LostBooks.NONE);
        feed = new CoinbaseConnector(settings, context, CoinbaseKeys.of("", environment));
        feed.start();
    }

    /** Confirms what a message subscribes to, and nothing behind one that unsubscribes. */
    private static List<String> exchangeOfOne(String message) {
        if (message.contains("unsubscribe")) {
            return List.of("{\"type\":\"subscriptions\",\"channels\":[]}");
        }
        String product = message.contains("A-USD") ? "A-USD" : "B-USD";
        String products = "\",\"product_ids\":[\"" + product + "\"]}";
        return List.of(
                LAST_MATCH.formatted(7, product),
                "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"matches" + products + ",{\"name\":\"heartbeat"
                        + products + "]}");
    }

    private static List<String> exchange(String message) {
        return exchange(message, 7);
    }

    private static List<String> exchange(String message, int lastTrade) {
        List<String> frames = new ArrayList<>();
        for (String product : List.of("A-USD", "B-USD")) {
            if (message.startsWith("{\"type\":\"subscribe\"") && message.contains(product)) {
                if (message.contains("level2")) {
                    frames.add(SNAPSHOT.formatted(product));
                }
                if (message.contains("matches")) {
                    frames.add(LAST_MATCH.formatted(lastTrade, product));
                }
            }
        }
        frames.add("{\"type\":\"subscriptions\",\"channels\":["
                + "{\"product_ids\":[\"A-USD\",\"B-USD\"],\"name\":\"level2_50\"},"
                + "{\"name\":\"heartbeat\",\"product_ids\":[\"A-USD\",\"B-USD\"]},"
                + "{\"name\":\"matches\",\"product_ids\":[\"A-USD\",\"B-USD\"]}]}");
        return frames;
    }

    private List<String> advanced(String message) {
        List<String> frames = new ArrayList<>();
        for (String product : List.of("A-USD", "B-USD")) {
            if (message.startsWith("{\"type\":\"subscribe\"")
                    && message.contains(product)
                    && message.contains("level2")) {
                frames.add(LEVELS.formatted(number.getAndIncrement(), "snapshot", product));
            }
        }
        frames.add(CONFIRMED.formatted(number.getAndIncrement()));
        return frames;
    }
}

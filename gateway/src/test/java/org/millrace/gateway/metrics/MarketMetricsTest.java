package org.millrace.gateway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;

class MarketMetricsTest {
    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldCountTradesByInstrument() {
        define("BTC-USDT", 1);
        define("ETH-USDT", 2);
        gateway.events().trade().send();
        gateway.events().trade().flags(EventPrefix.ANOMALY).send();
        gateway.events().trade().instrument(2).send();
        gateway.publishAndWait();

        assertEquals(
                List.of(
                        "active_symbols{exchange=\"simulator\"} 2.0",
                        "data_quality_checks_total{check_type=\"all\",result=\"passed\"} 2.0",
                        "data_quality_checks_total{check_type=\"anomaly\",result=\"confirmed\"} 0.0",
                        "data_quality_checks_total{check_type=\"anomaly\",result=\"rejected\"} 0.0",
                        "data_quality_checks_total{check_type=\"anomaly\",result=\"suspected\"} 1.0",
                        "events_total{type=\"InstrumentDefinition\"} 2.0",
                        "events_total{type=\"Trade\"} 3.0",
                        "trades_received_total{exchange=\"simulator\",symbol=\"BTC-USDT\"} 2.0",
                        "trades_received_total{exchange=\"simulator\",symbol=\"ETH-USDT\"} 1.0"),
                lines("trades_received_total|active_symbols|events_total|data_quality_checks_total"));
    }

    @Test
    void shouldTellOneThingUnderTwoSymbolsApart() {
        define("BTC-USDT", 1);
        define("BTC-USDT", 2);
        gateway.events().trade().send();
        gateway.events().trade().instrument(2).send();
        gateway.publishAndWait();

        assertEquals(
                List.of(
                        "trades_received_total{exchange=\"simulator\",symbol=\"BTC-USDT\"} 1.0",
                        "trades_received_total{exchange=\"simulator\",symbol=\"simulator:BTC-USDT\"} 1.0"),
                lines("trades_received_total"));
    }

    @Test
    void shouldFollowTheCircuitOfAVenue() {
        connection(FeedState.SYNCING, FeedReason.CONNECTED, "10:00:00");
        connection(FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE, "10:00:03");
        connection(FeedState.CIRCUIT_OPEN, FeedReason.CIRCUIT_OPENED, "10:00:03");
        connection(FeedState.CONNECTING, FeedReason.CIRCUIT_HALF_OPEN, "10:01:03");
        connection(FeedState.SYNCING, FeedReason.CONNECTED, "10:01:04");
        gateway.publishAndWait();

        assertEquals(
                List.of(
                        transition("closed", "open", 1),
                        transition("half_open", "closed", 0),
                        transition("half_open", "open", 0),
                        transition("open", "half_open", 1),
                        "circuit_breaker_state{circuit=\"simulator\"} 0.5",
                        "collector_connection_duration_seconds_count{exchange=\"simulator\"} 1",
                        "collector_connection_duration_seconds_sum{exchange=\"simulator\"} 3.0",
                        "collector_errors_total{error_type=\"connect_failed\",exchange=\"simulator\"} 0.0",
                        "collector_errors_total{error_type=\"remote_close\",exchange=\"simulator\"} 1.0",
                        "websocket_reconnections_total{exchange=\"simulator\"} 1.0"),
                lines("circuit_.*|collector_(errors_total|.*_count|.*_sum)|websocket_reconnections_total"));
    }

    @Test
    void shouldCountWhateverAFeedTellsAndShowTheVenuesClock() {
        define("BTC-USDT", 1);
        connection(FeedState.DISCONNECTED, FeedReason.SILENT, "10:00:00");
        gateway.events()
                .feedStatus()
                .of(FeedStream.BOOK, FeedState.STALE, FeedReason.CHECKSUM)
                .send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.TRADES, FeedState.DISCONNECTED, FeedReason.REFUSED)
                .send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.CONNECTION, FeedState.LIVE, FeedReason.CLOCK)
                .clock(1_250_000_000L, true)
                .instrument(0)
                .send();
        gateway.publishAndWait();

        assertEquals(
                List.of(
                        status("checksum", "stale", "book"),
                        status("clock", "live", "connection"),
                        status("refused", "disconnected", "trades"),
                        status("silent", "disconnected", "connection"),
                        "venue_clock_offset_seconds{exchange=\"simulator\"} 1.25",
                        "venue_clock_suspect{exchange=\"simulator\"} 1.0"),
                lines("feed_status_total|venue_clock_.*").stream().sorted().toList());
    }

    @Test
    void shouldCountWhatClientsAreSent() {
        define("BTC-USDT", 1);
        gateway.publishAndWait();
        try (TestClient first = gateway.connect();
                TestClient second = gateway.connect()) {
            first.send("{'op':'subscribe','id':1,'channel':'trades'}").await("subscribed");
            second.send("{'op':'subscribe','id':1,'channel':'trades'}").await("subscribed");
            gateway.events().trade().send();
            gateway.publishAndWait();
            first.await("trades 1 #1");

            assertEquals(
                    List.of("websocket_messages_sent_total{symbol=\"BTC-USDT\"} 2.0"),
                    lines("websocket_messages_sent_total"));
        }
    }

    @Test
    void shouldLabelOnlyTheFirstInstruments() {
        for (int id = 1; id <= 160; id++) {
            define("I" + id, id);
            gateway.events().trade().instrument(id).send();
        }
        gateway.publishAndWait();

        List<String> lines = lines("trades_received_total");

        assertEquals(17 * 9, lines("bars_completed_total").size());
        assertEquals(101, lines.size());
        assertEquals("trades_received_total{exchange=\"simulator\",symbol=\"other\"} 60.0", lines.get(100));
    }

    @Test
    void shouldShowOfManyInstrumentsTogetherOnlyWhatAddsUp() {
        for (int id = 1; id <= 160; id++) {
            define("I" + id, id);
            gateway.events().trade().instrument(id).send();
        }
        gateway.publishAndWait();

        assertEquals(
                List.of("bars_completed_total", "features_calculated_total", "trades_received_total"),
                lines("[a-z_]+").stream()
                        .filter(line -> line.contains("symbol=\"other\""))
                        .map(line -> line.substring(0, line.indexOf('{')))
                        .filter(name -> name.endsWith("_total"))
                        .distinct()
                        .sorted()
                        .toList());
        assertEquals(
                List.of(),
                lines("data_quality_score|book_.*").stream()
                        .filter(line -> line.contains("symbol=\"other\""))
                        .toList());
    }

    @Test
    void shouldCountTradesOfOneThingAtTwoVenuesUnderOneName() {
        define("BTC-USDT", 1);
        gateway.events()
                .definition()
                .instrument(2)
                .names("BTC/USDT", "BTC-USDT")
                .venue(Venue.KRAKEN)
                .send();
        gateway.events().trade().send();
        gateway.events().trade().instrument(2).venue(Venue.KRAKEN).send();
        gateway.events()
                .feedStatus()
                .of(FeedStream.TRADES, FeedState.DISCONNECTED, FeedReason.UNSUBSCRIBED)
                .instrument(1)
                .send();
        gateway.publishAndWait();

        assertEquals(
                List.of(
                        "active_symbols{exchange=\"kraken\"} 1.0",
                        "active_symbols{exchange=\"simulator\"} 0.0",
                        "trades_received_total{exchange=\"kraken\",symbol=\"BTC-USDT\"} 1.0",
                        "trades_received_total{exchange=\"simulator\",symbol=\"BTC-USDT\"} 1.0"),
                lines("trades_received_total|active_symbols"));
    }

    private static String transition(String from, String to, int count) {
        return "circuit_breaker_state_transitions_total{circuit=\"simulator\",from_state=\"" + from + "\",to_state=\""
                + to + "\"} " + count + ".0";
    }

    private void define(String name, int id) {
        gateway.events().definition().instrument(id).names(name, name).send();
    }

    private static String status(String reason, String state, String stream) {
        return "feed_status_total{exchange=\"simulator\",reason=\"" + reason + "\",state=\"" + state + "\",stream=\""
                + stream + "\"} 1.0";
    }

    private void connection(FeedState state, FeedReason reason, String time) {
        gateway.events()
                .feedStatus()
                .of(FeedStream.CONNECTION, state, reason)
                .instrument(0)
                .at(time)
                .send();
    }

    /** Returns the series whose names match, in order. */
    private List<String> lines(String names) {
        return gateway.get(gateway.metricsPort(), "/metrics")
                .body()
                .lines()
                .filter(line -> line.matches("(" + names + ")(\\{.*)?( .*)?"))
                .sorted()
                .toList();
    }
}

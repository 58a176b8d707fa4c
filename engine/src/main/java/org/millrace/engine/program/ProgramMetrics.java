package org.millrace.engine.program;

import java.util.Locale;
import org.millrace.engine.Engine;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.journal.FreeSpace;
import org.millrace.journal.Journal;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoreCounters;

/** Names what engine, journals and store count, for the metrics page. */
final class ProgramMetrics {
    private ProgramMetrics() {}

    static void register(Engine engine, Metrics metrics) {
        journal("in", engine.inputs(), metrics);
        journal("out", engine.outputs(), metrics);
        metrics.gauge("ring_occupied_slots", "Slots of the inbound ring that wait for the line.", () -> engine.ring()
                .occupied());
        metrics.gauge("ring_capacity_slots", "Slots of the inbound ring.", () -> engine.ring()
                .capacity());
        metrics.gauge("active_instruments", "Instruments that are defined.", () -> engine.instruments()
                .instruments()
                .size());
    }

    static void register(Engine engine, StoreCounters store, Metrics metrics) {
        metrics.gauge(
                "tailer_lag_events",
                "Events of JournalOut that a tailer has not delivered.",
                () -> engine.outputs().lastSequence() - store.sequence(),
                "tailer",
                "questdb");
        metrics.counter("store_rows_total", "Rows that the store has taken.", store::rows);
        metrics.counter("store_failures_total", "Requests to the store that failed.", store::failures);
        metrics.counter("store_rows_refused_total", "Rows that the store refused for their content.", store::refused);
        metrics.counter(
                "store_events_missed_total", "Events that retention had deleted before the store.", store::missed);
        metrics.gauge("store_suspended_tables", "Tables that the store has suspended.", store::suspendedTables);
    }

    static void register(FreeSpace space, Metrics metrics) {
        metrics.gauge("disk_free_bytes", "Bytes that may still be written.", space::usableBytes, "folder", "journals");
        metrics.gauge("disk_size_bytes", "Bytes of the whole disk.", space::totalBytes, "folder", "journals");
    }

    static void register(Store store, Metrics metrics) {
        metrics.gauge("db_connection_pool_size", "Connections to the store for queries.", store::connections);
        metrics.gauge("db_connection_pool_available", "Those that are idle.", store::idleConnections);
    }

    /** Names what a feed's connections and its decoder count. */
    static void register(String exchange, String feed, Feed counted, Metrics metrics) {
        for (SessionCounter counter : SessionCounter.values()) {
            metrics.counter(
                    "feed_session_" + name(counter),
                    "Of a feed's connections; SessionCounter says what.",
                    () -> counted.sessionCounters().get(counter),
                    "exchange",
                    exchange,
                    "feed",
                    feed);
        }
        for (FeedCounter counter : FeedCounter.values()) {
            metrics.counter(
                    "feed_decoder_" + name(counter),
                    "Of a feed's decoder; FeedCounter says what.",
                    () -> counted.decoderCounters().get(counter),
                    "exchange",
                    exchange,
                    "feed",
                    feed);
        }
    }

    private static String name(Enum<?> counter) {
        return counter.name().toLowerCase(Locale.ROOT) + "_total";
    }

    private static void journal(String name, Journal journal, Metrics metrics) {
        metrics.gauge("journal_last_sequence", "Sequence of the newest event.", journal::lastSequence, "journal", name);
        metrics.gauge(
                "journal_durable_sequence",
                "Sequence of the newest event that a loss of power leaves.",
                journal::durableSequence,
                "journal",
                name);
    }
}

package org.millrace.journal.questdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History.Candle;
import org.millrace.journal.history.History.Span;
import org.millrace.journal.history.History.TradeRow;
import org.millrace.journal.history.History.TradesBefore;

class QuestDbTailerTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -2, -5, 0, 0, AssetClass.CRYPTO);
    private static final long START_NS = 1_723_161_600_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;

    @TempDir
    private Path folder;

    private TailedStore stored;
    private OutputWriter outputs;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        stored = new TailedStore(folder, id -> BTC);
        outputs = new OutputWriter(stored.journal());
        store = stored.store();
    }

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void shouldStoreEachTradeOnceAlsoWhenReadTwice() throws Exception {
        outputs.trades(1_000, START_NS);
        stored.deliver();
        stored.cursor().moveTo(500); // as if the process had died before it noted the second half
        stored.restart();

        stored.deliver();

        stored.awaitRows("trades", 1_000);
        assertThat(stored.counters().rows()).isEqualTo(500);
    }

    @Test
    void shouldAnswerCandlesWithTheNewestRevision() {
        outputs.bar(START_NS, 61_000_00, 0);
        outputs.bar(START_NS + MINUTE_NS, 61_500_00, 0);
        outputs.bar(START_NS, 61_250_00, 1);
        stored.deliver();

        Span span = new Span("BTC-USDT", "BINANCE", "1m", START_NS, START_NS + 10 * MINUTE_NS, 10);
        await().until(() -> store.history().candles(span).size() == 2);

        assertThat(store.history().candles(span))
                .isEqualTo(List.of(candle(START_NS, 61_250.0), candle(START_NS + MINUTE_NS, 61_500.0)));
    }

    @Test
    void shouldAnswerTheTradesBeforeAPlace() throws Exception {
        outputs.trades(100, START_NS);
        stored.deliver();
        stored.awaitRows("trades", 100);

        assertThat(store.history().trades(new TradesBefore("BTC-USDT", "BINANCE", 4, 2)))
                .isEqualTo(List.of(trade(2, START_NS), trade(3, START_NS)));
    }

    @Test
    void shouldWriteFilesThatEndWhereTheNextBegins() throws Exception {
        outputs.trades(100, START_NS);
        stored.deliver();
        stored.awaitRows("trades", 100);
        Exports.Wanted wanted = new Exports.Wanted(
                "trades",
                "BTC-USDT",
                "BINANCE",
                "",
                START_NS,
                START_NS + MINUTE_NS,
                2,
                Exports.Format.CSV,
                Exports.Features.ALL);
        Exports exports = store.history().exports();

        long endNs = exports.endOf(wanted);

        assertThat(endNs).isEqualTo(START_NS + 2_000_000);
        assertThat(exports.endOf(wanted.until(endNs))).isEqualTo(endNs);
        assertThat(file(wanted.until(endNs)))
                .isEqualTo("timestamp,symbol,exchange,trade_id,price,quantity,side,flags,sequence\r\n"
                        + Instant.ofEpochSecond(0, START_NS) + ",BTC-USDT,BINANCE,0,61000.0,1.0,BUY,0,1\r\n"
                        + Instant.ofEpochSecond(0, START_NS + 1_000_000)
                        + ",BTC-USDT,BINANCE,1,61000.01,1.0,BUY,0,2\r\n");
        assertThat(file(as(Exports.Format.JSONL, wanted.until(START_NS + 1_000))))
                .isEqualTo("{\"timestamp\":\"" + Instant.ofEpochSecond(0, START_NS)
                        + "\",\"symbol\":\"BTC-USDT\",\"exchange\":\"BINANCE\",\"trade_id\":0,\"price\":61000.0,"
                        + "\"quantity\":1.0,\"side\":\"BUY\",\"flags\":0,\"sequence\":1}\n");
        String parquet = file(as(Exports.Format.PARQUET, wanted));
        assertThat(List.of(parquet.substring(0, 4), parquet.substring(parquet.length() - 4)))
                .isEqualTo(List.of("PAR1", "PAR1"));
    }

    @Test
    void shouldStoreWhatTheDeskDoes() throws Exception {
        outputs.desk(START_NS);
        stored.deliver();
        for (String table : List.of("signals", "orders", "fills", "positions")) {
            stored.awaitRows(table, 1);
        }

        assertThat(rowOf("signals")).endsWith(",3,BUY,mean > mean,1.0,2.0,1.0,0,1");
        assertThat(rowOf("orders"))
                .endsWith(",7,1,3,BUY,LIMIT,GTC,REFUSED,COLLAR,61000.0,0.0,1.0,0.0,,60000.0,61000.0,0,2");
        assertThat(rowOf("fills")).endsWith(",9,8,1,0,SELL,61000.0,0.5,30.5,TAKER,0,3");
        assertThat(rowOf("positions")).endsWith(",1,0,-0.5,61000.0,60998.0,0.0,1.0,0.0,USDT,4");
    }

    @Test
    void shouldRemoveWhatWasMadeOfOutputsThatWereTakenBack() throws Exception {
        outputs.trades(600, START_NS);
        outputs.bar(START_NS, 61_000_00, 0);
        outputs.trades(400, START_NS + MINUTE_NS);
        outputs.bar(START_NS, 61_250_00, 1);
        stored.deliver();

        restartWithoutFrom(602);
        outputs.trades(50, START_NS + 2 * MINUTE_NS);
        stored.deliver();

        Span span = new Span("BTC-USDT", "BINANCE", "1m", START_NS, START_NS + 10 * MINUTE_NS, 10);
        stored.awaitRows("trades", 650);
        await().until(() -> store.history().candles(span).equals(List.of(candle(START_NS, 61_000.0))));
        assertThat(stored.cursor().takenBackFrom()).isZero();
    }

    @Test
    void shouldGoOnWithWhatIsKeptAndCountWhatIsNot() throws Exception {
        outputs.trades(300, START_NS);
        restartWithoutFrom(301);
        outputs.trades(100, START_NS + MINUTE_NS);
        stored.journal().deleteBefore(301, Long.MAX_VALUE);

        stored.deliver();

        stored.awaitRows("trades", 100);
        assertThat(stored.counters().missed()).isEqualTo(300);
    }

    /** Starts again with a journal that has lost its end, as the engine does. */
    private void restartWithoutFrom(long sequence) {
        stored.restartWithoutFrom(sequence);
        outputs = new OutputWriter(stored.journal());
    }

    private String file(Exports.Wanted wanted) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.history().exports().write(wanted, out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Exports.Wanted as(Exports.Format format, Exports.Wanted wanted) {
        return new Exports.Wanted(
                wanted.table(),
                wanted.symbol(),
                wanted.exchange(),
                wanted.timeframe(),
                wanted.fromNs(),
                wanted.toNs(),
                wanted.limit(),
                format,
                wanted.features());
    }

    private static TradeRow trade(long sequence, long startNs) {
        long id = sequence - 1;
        return new TradeRow(sequence, startNs + id * 1_000_000L, id, 61_000 + id / 100.0, 1.0, "BUY", false);
    }

    private static Candle candle(long startNs, double price) {
        return new Candle(startNs, price, price, price, price, 2.0, price, 3);
    }

    private String rowOf(String table) throws Exception {
        String rows = file(new Exports.Wanted(
                table,
                "BTC-USDT",
                "BINANCE",
                "",
                START_NS,
                START_NS + MINUTE_NS,
                10,
                Exports.Format.CSV,
                Exports.Features.ALL));
        return rows.strip().lines().skip(1).findFirst().orElse("none");
    }
}

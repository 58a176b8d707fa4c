package org.millrace.feeds.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.Imported;

class CsvImportTest {
    private static final String S = "000000000 ";

    @TempDir
    private Path folder;

    @Test
    void shouldReadColumnsInAnyOrderAndTimesInAnyForm() throws IOException {
        Path file = write(
                "some.csv",
                """
                Side,Amount,Price,Time,extra
                buy,2,1.50,1700000000,x
                "sell", 0.25 ,1.75,1700000000500,y
                ,1e-2,2,1700000001000000,z
                B,3,2.5,1700000002000000000,
                s,4,2.25,2023-11-14T22:13:23Z,
                s,5,2.125,2023-11-14 22:13:24.5,
                s,6,2,2023-11-15T00:13:25+02:00,
                s,7,1,1700000006.25,
                s,8,1,2023/11/14 22:13:27,
                s,9,1,11/14/2023 10:13:28 PM,
                """);

        assertThat(Imported.of(List.of(file(file))).rows())
                .containsExactly(
                        "Trade 1 1700000000" + S + "0 1.5 x 2 BUY",
                        "Trade 1 1700000000500000000 0 1.75 x 0.25 SELL",
                        "Trade 1 1700000001" + S + "0 2 x 0.01 UNKNOWN",
                        "Trade 1 1700000002" + S + "0 2.5 x 3 BUY",
                        "Trade 1 1700000003" + S + "0 2.25 x 4 SELL",
                        "Trade 1 1700000004500000000 0 2.125 x 5 SELL",
                        "Trade 1 1700000005" + S + "0 2 x 6 SELL",
                        "Trade 1 1700000006250000000 0 1 x 7 SELL",
                        "Trade 1 1700000007" + S + "0 1 x 8 SELL",
                        "Trade 1 1700000008" + S + "0 1 x 9 SELL");
    }

    @Test
    void shouldTakeBarsThatTellNoVolume() throws IOException {
        Path file = write("x_1d.csv", "Date,Open,High,Low,Close,ATR 14\n2/22/2013 12:00:00 AM,1,3,0.5,2,\n");

        assertThat(Imported.of(List.of(file(file))).rows())
                .singleElement()
                .asString()
                .contains("o=1 h=3 l=0.5 c=2 v=0");
    }

    @Test
    void shouldTellBarsWhenTheyEndAndLetTheClockFollow() throws IOException {
        Path file = write(
                "x_1m_y.csv",
                """
                time_ms,open,high,low,close,volume
                1700000040000,1,3,0.5,2,10
                1700000100000,2,2,2,2,0
                1700000280000,2,4,2,3,1.25
                """);

        Imported imported = Imported.of(List.of(file(file)));

        String bar = "VenueBar 1 ";
        assertThat(imported.events())
                .containsExactly(
                        bar + "1700000100" + S + "1700000040" + S + "60s o=1 h=3 l=0.5 c=2 v=10 q=0 n=0 V=0 closed=T",
                        "ClockTick 1700000101000000000",
                        "ClockTick 1700000160000000000",
                        bar + "1700000160" + S + "1700000100" + S + "60s o=2 h=2 l=2 c=2 v=0 q=0 n=0 V=0 closed=T",
                        "ClockTick 1700000161000000000",
                        "ClockTick 1700000220000000000",
                        "ClockTick 1700000280000000000",
                        "ClockTick 1700000340000000000",
                        bar + "1700000340" + S + "1700000280" + S + "60s o=2 h=4 l=2 c=3 v=1.25 q=0 n=0 V=0 closed=T",
                        "ClockTick 1700006400000000000");
        assertThat(imported.reports().get(0).holes()).isEqualTo(1);
        assertThat(imported.reports().get(0).missingBars()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BTCUSDT-1m-2024-01.csv | 1704067200000,42283.58,42298.62,42261.02,42298.61,35.92724,1704067259999,1519032.34,1327,23.18766,980394.02,0"
                        + " | VenueBar 1 1704067260000000000 1704067200000000000 60s o=42283.58 h=42298.62 l=42261.02 c=42298.61 v=35.92724 q=1519032.34 n=1327 V=23.18766 closed=T",
                "BTCUSDT-1s-2025-01.csv | 1735689600000000,1,2,1,2,3,1735689600999999,4.5,1,2,3,0"
                        + " | VenueBar 1 1735689601000000000 1735689600000000000 1s o=1 h=2 l=1 c=2 v=3 q=4.5 n=1 V=2 closed=T",
                "BTCUSDT-trades-2024-01.csv | 3358037360,42283.58,0.00115,48.6,1704067200010,True,True"
                        + " | Trade 1 1704067200010000000 3358037360 42283.58 x 0.00115 SELL",
                "BTCUSDT-aggTrades-2025-01.csv | 3340000001,93576.0,0.01,5,6,1735689600123456,False,True"
                        + " | Trade 1 1735689600123456000 3340000001 93576 x 0.01 BUY",
                "BTCUSDT-aggTrades-2023-01.csv | 2001,16537.5,1.5,7,8,1672531200001,true"
                        + " | Trade 1 1672531200001000000 2001 16537.5 x 1.5 SELL",
                "BTCUSDT-trades-2023-01.csv | 2001,16537.5,1.5,24806.25,1672531200001,false"
                        + " | Trade 1 1672531200001000000 2001 16537.5 x 1.5 BUY"
            })
    void shouldKnowTheFilesOfBinancesArchive(String name, String row, String event) throws IOException {
        CsvFile file = new CsvFile(write(name, row + "\n"), new CsvOptions("", Venue.NONE, "", "", 0));

        assertThat(Imported.of(List.of(file)).rows()).containsExactly(event);
    }

    @Test
    void shouldKnowTheFilesOfKrakensHistory() throws IOException {
        Path bars = write("XBTUSD_5.csv", "1381095000,122.0,122.5,121.9,122.1,0.1,3\n");
        Path trades = write("XBTUSD.csv", "1381095255,122.0,0.1\n");

        CsvFile barFile = new CsvFile(bars, new CsvOptions("", Venue.NONE, "BTC/USD", "", 0));
        CsvFile tradeFile = new CsvFile(trades, new CsvOptions("kraken-trades", Venue.NONE, "BTC/USD", "", 0));

        assertThat(Imported.of(List.of(tradeFile, barFile)).rows())
                .containsExactly(
                        "Trade 1 1381095255" + S + "0 122 x 0.1 UNKNOWN",
                        "VenueBar 1 1381095300" + S + "1381095000" + S
                                + "300s o=122 h=122.5 l=121.9 c=122.1 v=0.1 q=0 n=3 V=0 closed=T");
    }

    @Test
    void shouldTakeInstrumentsAndIntervalsFromColumns() throws IOException {
        Path file = write(
                "all.csv",
                """
                venue;symbol;interval;time;o;h;l;c;v
                kraken;BTC/USD;1m;1700000040;1;1;1;1;1
                binance-usdm;BTCUSDT;1h;1699999200;2;2;2;2;2
                kraken;BTC/USD;60;1700000100;3;3;3;3;3
                """);

        Imported imported = Imported.of(List.of(new CsvFile(file, new CsvOptions("", Venue.NONE, "", "", 0))));

        assertThat(imported.reports().stream().map(report -> report.series().label() + " " + report.rows()))
                .containsExactly("KRAKEN BTC/USD 1m bars 2", "BINANCE_USDM BTCUSDT 1h bars 1");
    }

    @Test
    void shouldMergeFilesByTimeHoweverTheyArePacked() throws IOException {
        Path plain = write("a.csv", "time,price,quantity\n1,10,1\n4,40,1\n5,50,1\n");
        Path gzip = pack("b.csv.gz", "time,price,quantity\n2,20,1\n4,41,1\n");
        Path zip = zip("c.zip", "time,price,quantity\n3,30,1\n6,60,1\n");

        List<String> rows =
                Imported.of(List.of(file(plain), file(gzip), file(zip))).rows();

        assertThat(rows.stream().map(row -> row.split(" ", -1)[4]))
                .containsExactly("10", "20", "30", "40", "41", "50", "60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,price,quantity\\n1,2,3\\nyesterday,2,3\\n | :3: column 1 (time): yesterday, expected a time",
                "time,price,quantity\\n1,2,\\n | :2: column 3 (quantity): nothing, expected a decimal",
                "time,price,quantity\\n1,2.x,3\\n | :2: column 2 (price): 2.x, expected a decimal",
                "time,price,quantity\\n1,2\\n | :2: 2 columns, expected 3",
                "time,price,quantity\\n2,2,3\\n1,2,3\\n | :3: COINBASE BTC-USD trades: older than the row before it",
                "time,id,price,quantity\\n1,7,2,3\\n1,7,2,3\\n | :3: COINBASE BTC-USD trades: this row came before",
                "time,id,price,quantity\\n1,7a,2,3\\n | :2: column 2 (id): 7a, expected a whole number",
                "time,price,quantity\\n1,1.1234567890123456789,3\\n | a column with 1 digits before the point and 19 behind it does not fit",
                "time,open,high,low,close,volume,interval\\n60,2,2,2,2,,1m\\n | :2: column 6 (volume): nothing, expected a decimal",
                "what,is,this\\n | :1: the header names what, is, this, expected time and open"
            })
    void shouldSayWhereARowIsBadAndWhatToDo(String content, String message) throws IOException {
        Path file = write("bad.csv", content.replace("\\n", "\n"));

        assertThatThrownBy(() -> Imported.of(List.of(file(file))))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void shouldTakeAsManyColumnsAsItSays() throws IOException {
        Path most = write("most.csv", "time,price,quantity" + ",x".repeat(253) + "\n1,2,3" + ",".repeat(253) + "\n");
        Path more = write("more.csv", "time,price,quantity" + ",x".repeat(254) + "\n1,2,3" + ",".repeat(254) + "\n");

        assertThat(Imported.of(List.of(file(most))).rows()).hasSize(1);
        assertThatThrownBy(() -> Imported.of(List.of(file(more))))
                .isInstanceOf(HistoryException.class)
                .hasMessage(more + ":1: more than 256 columns");
    }

    @Test
    void shouldCountTheRowsThatItLeavesOut() throws IOException {
        Path file = write("bad.csv", "time,id,price,quantity\n1,1,2,3\nx,2,2,3\n2,2,2,\n1,3,2,3\n2,1,2,3\n3,4,2,3\n");

        Imported imported = Imported.skippingBad(List.of(file(file)));

        assertThat(imported.rows()).hasSize(3);
        assertThat(imported.bad().count()).isEqualTo(3);
        assertThat(imported.bad().samples()).hasSize(3).allMatch(sample -> sample.startsWith(file + ":"));
    }

    @Test
    void shouldRoundOnlyWhenItMayAndCountIt() throws IOException {
        Path file = write("tails.csv", "time,price,quantity\n1,2,123456.1234567891234567\n2,2,0.125\n");

        Imported imported = Imported.rounding(List.of(file(file)));

        assertThat(imported.rows().get(0)).endsWith("2 x 123456.12345679 UNKNOWN");
        assertThat(imported.rounded()).isEqualTo(1);
    }

    @Test
    void shouldFollowTheVenuesIdsWhereItsClockStepsBack() throws IOException {
        Path file = write("ids.csv", "time,id,price,quantity\n1700000000500,1,2,3\n1700000000499,2,2,4\n");

        assertThat(Imported.of(List.of(file(file))).rows())
                .containsExactly(
                        "Trade 1 1700000000500000000 1 2 x 3 UNKNOWN", "Trade 1 1700000000499000000 2 2 x 4 UNKNOWN");
    }

    @Test
    void shouldSayThatAPackedFileEndsEarly() throws IOException {
        byte[] whole = Files.readAllBytes(pack("whole.csv.gz", "time,price,quantity\n" + "1,2,3\n".repeat(1_000)));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Imported.of(List.of(file(cut))))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be read on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time,price,quantity\r\n1,2,3\r\n",
                "\uFEFFtime,price,quantity\n1,2,3",
                "1\t2\t3\n",
                "\n1;2;3\n\n"
            })
    void shouldReadWhateverEndsLinesAndSeparatesFields(String content) throws IOException {
        Path file = write("form.csv", content);

        assertThat(Imported.of(List.of(file(file))).rows()).containsExactly("Trade 1 1" + S + "0 2 x 3 UNKNOWN");
    }

    private CsvFile file(Path path) {
        return new CsvFile(path, new CsvOptions("", Venue.COINBASE, "BTC-USD", "", 0));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path pack(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(UTF_8));
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private Path zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("inside.csv"));
            out.write(content.getBytes(UTF_8));
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }
}

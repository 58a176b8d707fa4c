package org.millrace.engine.bars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.Setting;

/** Bars of recorded trades against files that a separate program computed. */
class RecordedBarsTest {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final Pattern CSV = Pattern.compile("(.+)\\.bars-1m\\.(.+)\\.csv");
    private static final Pattern TRADE = Pattern.compile("\"(e|s|p|q|T|m)\":(?:\"([^\"]*)\"|(\\d+|true|false))");

    private final BarCsv bars = new BarCsv();
    private final BarTape tape = new BarTape(bars);
    private long nextTick;

    @BeforeEach
    void assumeCaptures() {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded data: set -Dmillrace.captures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance/spot-btcusdt-20240808 BTCUSDT",
                "binance/spot-btcusdt-20240809 BTCUSDT",
                "binance/spot-btcusdt-20230405 BTCUSDT",
                "binance/spot-multi-20210404 BTCUSDT",
                "binance/spot-multi-20210404 ETHUSDT",
                "binance/spot-multi-20210404 DOTUSDT",
                "binance/spot-multi-20211012 LRCBTC",
                "binance/spot-multi-20211012 NKNUSDT",
                "binance/usdm-btcusdt-20240718 BTCUSDT"
            })
    void shouldEqualTheExpectedMinutes(String recording) throws IOException {
        String[] names = recording.split(" ", -1);
        compareMinutes(Path.of(CAPTURES, names[0]), names[1]);
    }

    @Test
    void shouldEqualTheExpectedMinutesOfEverySymbolOfBinanceUs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(CAPTURES, "binance_us", "expected"))) {
            for (Path file : files.sorted().toList()) {
                Matcher name = CSV.matcher(file.getFileName().toString());
                if (name.matches()) {
                    new RecordedBarsTest()
                            .compareMinutes(Path.of(CAPTURES, "binance_us", name.group(1)), name.group(2));
                }
            }
        }
    }

    @Test
    void shouldEqualTheExpectedBarsOfPlainTrades() throws IOException {
        tape.set(Setting.BARS_TICKS, 100, 0).set(Setting.BARS_VOLUME, 250, 0).set(Setting.BARS_NOTIONAL, 25, 4);
        tape.define(1, -2, -8);

        lines(Path.of(CAPTURES, "trades/bitstamp_btcusd_20131125.csv.gz"))
                .skip(1)
                .forEach(line -> {
                    String[] fields = line.split(",", -1);
                    tape.trade(Long.parseLong(fields[0]) * BarTape.MS, mantissa(fields[1], 2), mantissa(fields[2], 8));
                });
        tape.tick(1_400_000_000_000L * BarTape.MS);

        String expected = Files.readString(Path.of(CAPTURES, "trades/expected/bitstamp_btcusd_20131125.json"));
        assertThat(expected)
                .contains(summary("time_bars_1m", bars.of(60)))
                .contains(summary("time_bars_5m", bars.of(300)))
                .contains(summary("time_bars_60m", bars.of(3_600)))
                .contains(summary("tick_bars_100", bars.of(BarKind.TICK)))
                .contains(summary("volume_bars_250", bars.of(BarKind.VOLUME)))
                .contains(summary("notional_bars_250000", bars.of(BarKind.NOTIONAL)));
    }

    private void compareMinutes(Path recording, String symbol) throws IOException {
        tape.define(1, -8, -8);
        lines(Path.of(recording + ".ws.jsonl.gz")).forEach(line -> onLine(line, symbol));
        tape.tick(2_000_000_000_000L * BarTape.MS);

        Path expected = recording.resolveSibling("expected/" + recording.getFileName() + ".bars-1m." + symbol + ".csv");
        List<String> minutes = Files.readAllLines(expected).stream()
                .skip(1)
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        assertThat(bars.withBuyVolume(60)).as("%s", expected).containsExactlyElementsOf(minutes);
    }

    private void onLine(String line, String symbol) {
        int tab = line.indexOf('\t');
        long receiveTime = Long.parseLong(line.substring(0, tab));
        beat(receiveTime);
        String[] values = new String[128];
        Matcher fields = TRADE.matcher(line);
        while (fields.find()) {
            int name = fields.group(1).charAt(0);
            values[name] = fields.group(2) != null ? fields.group(2) : fields.group(3);
        }
        boolean trade = "trade".equals(values['e']) || "aggTrade".equals(values['e']);
        if (trade && symbol.equals(values['s'])) {
            AggressorSide side = "true".equals(values['m']) ? AggressorSide.SELL : AggressorSide.BUY;
            long time = Long.parseLong(values['T']) * BarTape.MS;
            tape.received(time, receiveTime, mantissa(values['p'], 8), mantissa(values['q'], 8), side);
        }
    }

    private void beat(long receiveTime) {
        if (receiveTime > 0 && receiveTime >= nextTick) {
            tape.tick(receiveTime);
            nextTick = receiveTime + 100 * BarTape.MS;
        }
    }

    private static String summary(String name, Collection<String> lines) {
        String last = "";
        MessageDigest digest = sha256();
        for (String line : lines) {
            digest.update((line + "\n").getBytes(UTF_8));
            last = line;
        }
        return "\"%s\": {%n  \"bars\": %d,%n  \"first\": \"%s\",%n  \"last\": \"%s\",%n  \"sha256_of_csv\": \"%s\""
                .formatted(
                        name,
                        lines.size(),
                        lines.iterator().next(),
                        last,
                        HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long mantissa(String text, int digits) {
        return new BigDecimal(text).movePointRight(digits).longValueExact();
    }

    private static Stream<String> lines(Path file) {
        try {
            return new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))
                    .lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.millrace.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millrace.engine.cli.Millrace;

/** Journals of minute bars that walk at random. */
public final class MinuteBars {
    private static final long BEGINNING_MS = 1_600_000_020_000L;

    private MinuteBars() {}

    /**
     * Imports bars of an instrument into a data directory, and returns it.
     *
     * @param options of the import besides
     */
    public static Path journal(Path folder, String symbol, int count, long seed, String... options) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("time_ms,open,high,low,close,volume\n");
        int price = 100_000;
        for (int i = 0; i < count; i++) {
            int close = price + random.nextInt(201) - 100 + (int) (30 * Math.sin(i / 90.0));
            text.append(BEGINNING_MS + i * 60_000L).append(',');
            text.append(price / 100.0).append(',');
            text.append((Math.max(price, close) + 20) / 100.0).append(',');
            text.append((Math.min(price, close) - 20) / 100.0).append(',');
            text.append(close / 100.0).append(",1000\n");
            price = close;
        }
        Path file = Files.writeString(folder.resolve(symbol + "-1m.csv"), text);
        Path data = folder.resolve(symbol);
        List<String> command = new ArrayList<>(List.of("import", "--venue", "binance", "--instrument", symbol));
        command.addAll(List.of("--interval", "1m", "--data", data.toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        assertThat(Millrace.execute(command.toArray(String[]::new))).isZero();
        return data;
    }
}

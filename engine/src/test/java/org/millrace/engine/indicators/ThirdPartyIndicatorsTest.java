package org.millrace.engine.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indicators against series of charting packages, where their conventions are ours. */
class ThirdPartyIndicatorsTest {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");

    @ParameterizedTest
    @CsvSource({
        "spy_bollinger_bands.txt, 4, 5, bbMiddle, 1e-4",
        "spy_bollinger_bands.txt, 4, 5, sma20, 1e-4",
        "spy_bollinger_bands.txt, 4, 6, bbUpper, 1e-4",
        "spy_bollinger_bands.txt, 4, 7, bbLower, 1e-4",
        "spy_with_indicators.txt, 7, 5, rsi14, 1e-5"
    })
    void shouldEqualThePrintedDigits(String file, int closeColumn, int column, String name, double digits)
            throws IOException {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded data: set -Dmillrace.captures");
        List<String[]> rows = Files.readAllLines(Path.of(CAPTURES, "indicators", file)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();

        double[] ours = new IndicatorTape().send(closes(rows, closeColumn)).of(name);

        for (int i = 0; i < ours.length; i++) {
            String theirs = rows.get(i)[column];
            if (theirs.isBlank()) {
                assertThat(ours[i]).as("row %d", i).isNaN();
            } else {
                assertThat(ours[i]).as("row %d", i).isEqualTo(Double.parseDouble(theirs), within(digits));
            }
        }
    }

    private static BarSeries closes(List<String[]> rows, int column) {
        long[][] bars = rows.stream()
                .map(row -> new BigDecimal(row[column]).movePointRight(8).longValueExact())
                .map(close -> new long[] {close, close, close, close, 1})
                .toArray(long[][]::new);
        return new BarSeries(-8, -8, bars);
    }
}

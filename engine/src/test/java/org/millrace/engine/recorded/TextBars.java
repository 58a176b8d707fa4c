package org.millrace.engine.recorded;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Time bars of a capture's trades, computed the slow and obvious way, as lines like those of {@link SymbolTally}. */
final class TextBars {
    private static final List<Long> TIMEFRAMES = List.of(1L, 5L, 30L, 60L, 300L, 900L, 3_600L, 14_400L, 86_400L);

    private long startMs;
    private BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    private BigDecimal bought = BigDecimal.ZERO;
    private long trades;

    /** Returns the bars of one symbol by timeframe and start. */
    static Map<Long, Map<Long, String>> of(Capture capture, String symbol) {
        Map<Long, Map<Long, TextBars>> bars = new TreeMap<>();
        for (int line = 0; line < capture.frames().size(); line++) {
            if (capture.isTrade(line) && capture.field(line, "s").equals(symbol)) {
                for (long timeframe : TIMEFRAMES) {
                    long time = capture.number(line, "T");
                    long start = time - time % (timeframe * 1_000);
                    bars.computeIfAbsent(timeframe, key -> new TreeMap<>())
                            .computeIfAbsent(start, key -> new TextBars())
                            .add(start, capture, line);
                }
            }
        }
        Map<Long, Map<Long, String>> texts = new TreeMap<>();
        bars.forEach((timeframe, byStart) -> byStart.forEach((start, bar) ->
                texts.computeIfAbsent(timeframe, key -> new TreeMap<>()).put(start * 1_000_000, bar.text())));
        return texts;
    }

    private void add(long start, Capture capture, int line) {
        BigDecimal price = new BigDecimal(capture.field(line, "p"));
        BigDecimal quantity = new BigDecimal(capture.field(line, "q"));
        startMs = start;
        open = trades == 0 ? price : open;
        high = trades == 0 ? price : high.max(price);
        low = trades == 0 ? price : low.min(price);
        close = price;
        volume = volume.add(quantity);
        notional = notional.add(price.multiply(quantity));
        bought = capture.field(line, "m").equals("true") ? bought : bought.add(quantity);
        trades++;
    }

    private String text() {
        return startMs + "," + plain(open) + "," + plain(high) + "," + plain(low) + "," + plain(close) + ","
                + plain(volume) + "," + plain(notional) + "," + trades + "," + plain(bought);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

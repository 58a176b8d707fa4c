package org.millrace.engine.bars;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderDecoder;

/** Keeps bars as lines {@code start_ms,open,high,low,close,volume,notional,trades}: of time bars the newest revision. */
final class BarCsv implements EventConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final Map<Long, Map<Long, String>> timeBars = new HashMap<>();
    private final Map<Long, Map<Long, String>> buyVolumes = new HashMap<>();
    private final Map<BarKind, List<String>> thresholdBars = new HashMap<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) != BarDecoder.TEMPLATE_ID) {
            return;
        }
        bar.wrapAndApplyHeader(buffer, offset, header);
        if (bar.state() == BarState.IN_PROGRESS) {
            return;
        }
        if (bar.kind() == BarKind.TIME) {
            long timeframe = bar.timeframe();
            timeBars.computeIfAbsent(timeframe, key -> new TreeMap<>()).put(bar.startTime(), line());
            buyVolumes
                    .computeIfAbsent(timeframe, key -> new TreeMap<>())
                    .put(bar.startTime(), line() + "," + quantity(bar.buyVolume()));
        } else {
            thresholdBars.computeIfAbsent(bar.kind(), key -> new ArrayList<>()).add(line());
        }
    }

    Collection<String> of(long timeframe) {
        return timeBars.get(timeframe).values();
    }

    /** Returns lines with the volume that buyers took behind them. */
    Collection<String> withBuyVolume(long timeframe) {
        return buyVolumes.get(timeframe).values();
    }

    Collection<String> of(BarKind kind) {
        return thresholdBars.get(kind);
    }

    private String line() {
        int exponent = bar.priceExponent() + bar.quantityExponent();
        return bar.startTime() / BarTape.MS + "," + price(bar.open()) + "," + price(bar.high()) + ","
                + price(bar.low()) + "," + price(bar.close()) + "," + quantity(bar.volume()) + ","
                + Amounts.toText(bar.notional().high(), bar.notional().low(), exponent) + "," + bar.tradeCount();
    }

    private String price(long mantissa) {
        return text(mantissa, bar.priceExponent());
    }

    private String quantity(long mantissa) {
        return text(mantissa, bar.quantityExponent());
    }

    private static String text(long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }
}

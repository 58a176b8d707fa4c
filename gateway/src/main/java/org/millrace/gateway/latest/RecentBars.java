package org.millrace.gateway.latest;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.Channels;

/**
 * The newest closed bars of each instrument with their indicators: a day of minutes and of all that is longer. Of 64
 * instruments, which is some 40 MB; bars of others are the store's.
 */
public final class RecentBars {
    private static final int MOST_INSTRUMENTS = 64;
    private static final int TIMEFRAMES = 9;
    private static final int MINUTE = 3;
    private static final int DAY_OF_MINUTES = 1_440;
    private static final int SHORT_BARS = 300;

    private final Int2ObjectHashMap<BarSeries[]> series = new Int2ObjectHashMap<>();
    private final BarDecoder bar = new BarDecoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AtomicLong bytes = new AtomicLong();

    /** Takes a message of a channel of closed bars or of indicators. */
    void onMessage(int channel, DirectBuffer buffer, int message) {
        int place = channel >= Channels.INDICATORS ? channel - Channels.INDICATORS : channel - Channels.CLOSED_BARS;
        if (place >= TIMEFRAMES) {
            return;
        }
        BarSeries[] all = of(EventPrefix.instrumentId(buffer, message));
        if (all == null) {
            return;
        }
        if (all[place] == null) {
            all[place] = new BarSeries(place < MINUTE ? SHORT_BARS : DAY_OF_MINUTES);
            bytes.addAndGet(all[place].bytes());
        }
        if (channel >= Channels.INDICATORS) {
            all[place].onIndicators(indicators.wrapAndApplyHeader(buffer, message, header));
        } else {
            long before = all[place].bytes();
            all[place].onBar(bar.wrapAndApplyHeader(buffer, message, header));
            bytes.addAndGet(all[place].bytes() - before);
        }
    }

    /**
     * Returns the newest bars of a span that are in memory.
     *
     * @param fromNs first start of a bar, UTC ns
     * @param toNs   end of the span, exclusive, UTC ns
     */
    public BarRows copy(int instrumentId, int timeframe, long fromNs, long toNs, int limit) {
        BarSeries[] all = series.get(instrumentId);
        return all == null || all[timeframe] == null ? BarRows.none() : all[timeframe].copy(fromNs, toNs, limit);
    }

    /** Returns what an instrument's minutes since a time have in common, null where there are none. */
    public BarSummary summary(int instrumentId, long fromNs) {
        BarSeries[] all = series.get(instrumentId);
        return all == null || all[MINUTE] == null ? null : all[MINUTE].summary(fromNs);
    }

    /** Returns the bytes that bars take; for any thread. */
    public long bytes() {
        return bytes.get();
    }

    void forget() {
        series.clear();
        bytes.set(0);
    }

    private BarSeries[] of(int instrumentId) {
        BarSeries[] all = series.get(instrumentId);
        if (all == null && series.size() < MOST_INSTRUMENTS) {
            all = new BarSeries[TIMEFRAMES];
            series.put(instrumentId, all);
        }
        return all;
    }
}

package org.millrace.engine.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** The newest event of each kind of one instrument; of bars and indicators, of each timeframe. */
final class Seen {
    private final Map<Long, UnsafeBuffer> newest = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();

    void take(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        switch (template) {
            case TradeDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookTopDecoder.TEMPLATE_ID,
                    FeaturesDecoder.TEMPLATE_ID,
                    PredictionDecoder.TEMPLATE_ID -> keep(template, 0, buffer, offset, length);
            case VenueBarDecoder.TEMPLATE_ID ->
                keep(
                        template,
                        venueBar.wrapAndApplyHeader(buffer, offset, header).timeframe(),
                        buffer,
                        offset,
                        length);
            case IndicatorsDecoder.TEMPLATE_ID ->
                keep(
                        template,
                        indicators.wrapAndApplyHeader(buffer, offset, header).timeframe(),
                        buffer,
                        offset,
                        length);
            case BarDecoder.TEMPLATE_ID -> {
                bar.wrapAndApplyHeader(buffer, offset, header);
                if (bar.state() != BarState.IN_PROGRESS) {
                    keep(template, bar.timeframe(), buffer, offset, length);
                }
            }
            default -> {}
        }
    }

    /** Returns copies of the events, by kind. */
    List<UnsafeBuffer> all() {
        List<UnsafeBuffer> copies = new ArrayList<>();
        newest.values().forEach(each -> copies.add(copy(each, 0, each.capacity())));
        return copies;
    }

    static UnsafeBuffer copy(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }

    private void keep(int template, long timeframe, DirectBuffer buffer, int offset, int length) {
        long key = (long) template << 32 | timeframe;
        UnsafeBuffer kept = newest.get(key);
        if (kept == null || kept.capacity() != length) {
            newest.put(key, copy(buffer, offset, length));
        } else {
            kept.putBytes(0, buffer, offset, length);
        }
    }
}

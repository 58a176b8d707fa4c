package org.millrace.feeds.support;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** What a drill looks at besides books: which instruments were disturbed, and trades that came more than once. */
public final class DrillTally implements EventConsumer {
    public final LiveBooks books = new LiveBooks();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final Map<Integer, Set<Long>> tradeIds = new HashMap<>();
    private final Set<Integer> disturbed = new TreeSet<>();
    private int trades;
    private int doubled;

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        books.onEvent(buffer, offset, length);
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                trades++;
                long tradeId = trade.wrapAndApplyHeader(buffer, offset, header).tradeId();
                if (!tradeIds.computeIfAbsent(id, key -> new HashSet<>()).add(tradeId)) {
                    doubled++;
                }
            }
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(id, status.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // the books see to it
            }
        }
    }

    /** Returns the instruments whose book or trades were in doubt since the last call. */
    public synchronized Set<Integer> takeDisturbed() {
        Set<Integer> taken = new TreeSet<>(disturbed);
        disturbed.clear();
        return taken;
    }

    /** Returns how many instruments that is. */
    public synchronized int disturbed() {
        return disturbed.size();
    }

    /** Returns how many trades came. */
    public synchronized int trades() {
        return trades;
    }

    /** Returns how many of them had come before: the line refuses those whose ids tell, in its check of quality. */
    public synchronized int doubled() {
        return doubled;
    }

    private void onStatus(int id, FeedStatusDecoder event) {
        boolean isOfInstrument = event.stream() == FeedStream.BOOK || event.stream() == FeedStream.TRADES;
        if (isOfInstrument && (event.state() != FeedState.LIVE || event.reason() == FeedReason.GAP)) {
            disturbed.add(id);
        }
    }
}

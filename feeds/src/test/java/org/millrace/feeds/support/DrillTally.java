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
    private final Map<Integer, Set<String>> seen = new HashMap<>();
    private final Map<Integer, Integer> tradesOf = new HashMap<>();
    private final Set<Integer> disturbed = new TreeSet<>();
    private int trades;
    private int doubled;
    private int cuts;

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        books.onEvent(buffer, offset, length);
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(id, trade.wrapAndApplyHeader(buffer, offset, header));
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

    /** Returns how many trades of an instrument came. */
    public synchronized int tradesOf(int instrumentId) {
        return tradesOf.getOrDefault(instrumentId, 0);
    }

    /** Returns how often the connection was told of as ended. */
    public synchronized int cuts() {
        return cuts;
    }

    private void onTrade(int id, TradeDecoder event) {
        trades++;
        tradesOf.merge(id, 1, Integer::sum);
        long tradeId = event.tradeId();
        String key = tradeId == 0
                ? event.prefix().eventTime() + " " + event.price() + " " + event.quantity()
                : Long.toString(tradeId);
        if (!seen.computeIfAbsent(id, of -> new HashSet<>()).add(key)) {
            doubled++;
        }
    }

    private void onStatus(int id, FeedStatusDecoder event) {
        if (event.stream() == FeedStream.CONNECTION && event.state() == FeedState.DISCONNECTED) {
            cuts++;
        }
        boolean isOfInstrument = event.stream() == FeedStream.BOOK || event.stream() == FeedStream.TRADES;
        if (isOfInstrument && (event.state() != FeedState.LIVE || event.reason() == FeedReason.GAP)) {
            disturbed.add(id);
        }
    }
}

package org.millrace.feeds.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** Keeps what a feed told of its connections and instruments as text, and how much it told of each one's price. */
public final class ToldStatuses implements EventConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final Instruments instruments;
    private final List<String> connections = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private final List<Long> clockOffsets = new ArrayList<>();
    private final Map<String, Integer> prices = new HashMap<>();
    private final Map<String, List<Long>> trades = new HashMap<>();
    private long count;

    public ToldStatuses(Instruments instruments) {
        this.instruments = instruments;
    }

    /** Returns the statuses of connections, as {@code 1 LIVE SUBSCRIBED}, but what was told of clocks. */
    public synchronized List<String> connections() {
        return List.copyOf(connections);
    }

    /** Returns the statuses of instruments that are no book's, as {@code BTC-USD TRADES STALE SILENT}. */
    public synchronized List<String> trading() {
        return List.copyOf(streams);
    }

    /** Returns by how much the venue's clock was said to be ahead, each time. */
    public synchronized List<Long> clockOffsets() {
        return List.copyOf(clockOffsets);
    }

    /** Returns how many events came, of whatever kind. */
    public synchronized long count() {
        return count;
    }

    /** Returns how often the price of a symbol came: trades, quotes, and what is neither. */
    public synchronized int prices(String symbol) {
        return prices.getOrDefault(symbol, 0);
    }

    /** Returns the ids of a symbol's trades, as they came. */
    public synchronized List<Long> trades(String symbol) {
        return List.copyOf(trades.getOrDefault(symbol, List.of()));
    }

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        count++;
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(id, status.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID, MetricDecoder.TEMPLATE_ID -> prices.merge(symbol(id), 1, Integer::sum);
            case TradeDecoder.TEMPLATE_ID -> {
                prices.merge(symbol(id), 1, Integer::sum);
                trades.computeIfAbsent(symbol(id), key -> new ArrayList<>())
                        .add(trade.wrapAndApplyHeader(buffer, offset, header).tradeId());
            }
            default -> {
                // books and bars
            }
        }
    }

    private void onStatus(int id, FeedStatusDecoder event) {
        String text = event.state() + " " + event.reason();
        if (event.reason() == FeedReason.CLOCK) {
            clockOffsets.add(event.clockOffset());
        } else if (event.stream() == FeedStream.CONNECTION) {
            connections.add(event.connectionId() + " " + text);
        } else if (event.stream() == FeedStream.TRADES) {
            streams.add(symbol(id) + " " + text);
        }
    }

    private String symbol(int id) {
        return instruments.instrument(id).symbol();
    }
}

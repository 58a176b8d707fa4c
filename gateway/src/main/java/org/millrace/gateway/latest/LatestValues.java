package org.millrace.gateway.latest;

import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * Keeps the newest frame of each channel and instrument, the state of each feed, and each book. Allocates only where a
 * stream is seen first.
 */
public final class LatestValues {
    private static final int INITIAL_INSTRUMENTS = 64;

    private final UnsafeBuffer[][] frames = new UnsafeBuffer[Channels.LIMIT][INITIAL_INSTRUMENTS];
    private final Long2ObjectHashMap<UnsafeBuffer> feeds = new Long2ObjectHashMap<>();
    private final Listing listing = new Listing();
    private final BookKeeper books = new BookKeeper();
    private final RecentTrades trades = new RecentTrades();
    private final RecentBars bars = new RecentBars();
    private final AlertTable alerts = new AlertTable();
    private final Desk desk = new Desk();
    private final Analytics analytics = new Analytics();
    private final ChannelNames channels = new ChannelNames(analytics.features().sets());
    private final BookTopDecoder bookTop = new BookTopDecoder();
    private final FeedStatusDecoder feedStatus = new FeedStatusDecoder();
    private final EngineStartedDecoder engineStarted = new EngineStartedDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long epoch;

    /** Takes the frame at {@code offset}. */
    public void onFrame(DirectBuffer buffer, int offset) {
        int channel = FanOutFrame.channel(buffer, offset);
        int message = FanOutFrame.messageOffset(offset);
        int length = FanOutFrame.length(buffer, offset);
        switch (channel) {
            case Channels.TRADES -> {
                trades.onMessage(buffer, message);
                if (EventPrefix.templateId(buffer, message) != TradeDecoder.TEMPLATE_ID) {
                    return;
                }
            }
            case Channels.FEEDS -> onFeedStatus(buffer, offset, length);
            case Channels.BOOK -> books.onUpdate(buffer, message);
            case Channels.INSTRUMENTS -> onDefinition(buffer, message);
            case Channels.CHECKPOINTS -> onCheckpoint(buffer, message);
            case Channels.ALERTS ->
                alerts.onMessage(
                        EventPrefix.templateId(buffer, message), buffer, message, length - FanOutFrame.HEADER_LENGTH);
            case Channels.ORDERS,
                    Channels.FILLS,
                    Channels.POSITIONS,
                    Channels.PORTFOLIO,
                    Channels.STRATEGIES,
                    Channels.SIGNALS ->
                desk.onMessage(
                        EventPrefix.templateId(buffer, message), buffer, message, length - FanOutFrame.HEADER_LENGTH);
            default -> {
                if (Analytics.isKept(channel)) {
                    analytics.onMessage(channel, buffer, message, length - FanOutFrame.HEADER_LENGTH);
                } else if (channel >= Channels.CLOSED_BARS) {
                    bars.onMessage(channel, buffer, message);
                }
            }
        }
        keep(slot(channel, EventPrefix.instrumentId(buffer, message)), buffer, offset, length);
    }

    /** Returns the newest frame of a stream from offset 0, or null. Valid until the next one comes. */
    public DirectBuffer frame(int channel, int instrumentId) {
        UnsafeBuffer[] slots = frames[channel];
        UnsafeBuffer slot = instrumentId < slots.length ? slots[instrumentId] : null;
        return slot == null || FanOutFrame.length(slot, 0) == 0 ? null : slot;
    }

    /** Returns a number above every instrument id that a channel has a frame of. */
    public int instrumentLimit(int channel) {
        return frames[channel].length;
    }

    /** Returns the newest frame of each stream of each feed connection. */
    public Iterable<UnsafeBuffer> feeds() {
        return feeds.values();
    }

    /** Returns the frames of a snapshot of a book; none where there is no book. */
    public List<DirectBuffer> bookParts(int instrumentId) {
        DirectBuffer newest = frame(Channels.BOOK, instrumentId);
        return newest == null ? List.of() : books.parts(instrumentId, newest);
    }

    /** Returns the frames of a snapshot of an instrument's alerts, of whomever they are. */
    public List<DirectBuffer> alertParts(int instrumentId) {
        DirectBuffer newest = frame(Channels.ALERTS, instrumentId);
        return newest == null ? List.of() : alerts.parts(instrumentId, FanOutFrame.streamSequence(newest, 0));
    }

    /** Returns the frames of a snapshot of a stream of the desk's own. */
    public List<DirectBuffer> deskParts(int channel, int instrumentId) {
        DirectBuffer newest = frame(channel, instrumentId);
        return newest == null ? List.of() : desk.parts(channel, instrumentId, FanOutFrame.streamSequence(newest, 0));
    }

    /** Returns the frames of a snapshot of features, models, predictions or liquidations. */
    public List<DirectBuffer> analyticsParts(int channel, int instrumentId) {
        DirectBuffer newest = frame(channel, instrumentId);
        return newest == null
                ? List.of()
                : analytics.parts(channel, instrumentId, FanOutFrame.streamSequence(newest, 0));
    }

    /** Returns a book that has been seen whole, or null. Valid until the next message. */
    public OrderBook book(int instrumentId) {
        return books.whole(instrumentId);
    }

    /** Returns the newest trades of each instrument. */
    public RecentTrades trades() {
        return trades;
    }

    /** Returns the newest closed bars of each instrument. */
    public RecentBars bars() {
        return bars;
    }

    /** Tells whether a stream is not to be trusted now. */
    public boolean isStale(int channel, int instrumentId) {
        DirectBuffer top =
                channel == Channels.BOOK || channel == Channels.TOPS ? frame(Channels.TOPS, instrumentId) : null;
        if (top == null) {
            return false;
        }
        bookTop.wrapAndApplyHeader(top, FanOutFrame.HEADER_LENGTH, header);
        return bookTop.state() != BookState.LIVE;
    }

    /** Forgets all values, because messages were lost. */
    public void forget() {
        feeds.clear();
        books.forget();
        trades.forget();
        bars.forget();
        analytics.forget();
        for (UnsafeBuffer[] slots : frames) {
            Arrays.fill(slots, null);
        }
    }

    /** Returns the instruments. */
    public Listing listing() {
        return listing;
    }

    /** Returns the alerts. */
    public AlertTable alerts() {
        return alerts;
    }

    /** Returns the orders, accounts and strategies. */
    public Desk desk() {
        return desk;
    }

    /** Returns features, models, predictions and liquidations. */
    public Analytics analytics() {
        return analytics;
    }

    /** Returns what channels are called. */
    public ChannelNames channels() {
        return channels;
    }

    /** Returns the epoch that the newest EngineStarted told of; 0 = none yet. */
    public long epoch() {
        return epoch;
    }

    private void onFeedStatus(DirectBuffer buffer, int offset, int length) {
        int message = FanOutFrame.messageOffset(offset);
        feedStatus.wrapAndApplyHeader(buffer, message, header);
        long key = (long) EventPrefix.instrumentId(buffer, message) << 32
                | (long) EventPrefix.venue(buffer, message) << 24
                | (long) feedStatus.connectionId() << 8
                | feedStatus.streamRaw();
        UnsafeBuffer slot = feeds.get(key);
        if (slot == null) {
            slot = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
            feeds.put(key, slot);
        }
        keep(slot, buffer, offset, length);
    }

    private void onDefinition(DirectBuffer buffer, int message) {
        if (EventPrefix.templateId(buffer, message) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            listing.onDefinition(buffer, message);
        }
    }

    private void onCheckpoint(DirectBuffer buffer, int message) {
        if (EventPrefix.templateId(buffer, message) == EngineStartedDecoder.TEMPLATE_ID) {
            engineStarted.wrapAndApplyHeader(buffer, message, header);
            epoch = engineStarted.epoch();
            feeds.clear(); // those of the span before
            alerts.begin();
            desk.begin();
            analytics.begin();
            Arrays.fill(frames[Channels.FEEDS], null);
        }
    }

    private UnsafeBuffer slot(int channel, int instrumentId) {
        UnsafeBuffer[] slots = frames[channel];
        if (instrumentId >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slots.length * 2, Integer.highestOneBit(instrumentId) * 2));
            frames[channel] = slots;
        }
        if (slots[instrumentId] == null) {
            slots[instrumentId] = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
        }
        return slots[instrumentId];
    }

    private static void keep(UnsafeBuffer slot, DirectBuffer buffer, int offset, int length) {
        slot.putBytes(0, buffer, offset, length);
    }
}

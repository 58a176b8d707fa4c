package org.millrace.gateway.websocket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * Sees in what goes by when a stream is no longer to be trusted, when it is again, and what its venue did not send.
 * Allocates only then.
 */
final class StreamWatch {
    private static final int STATE_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + BookTopDecoder.stateEncodingOffset();
    private static final byte UNKNOWN = -1;

    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Word> words = new ArrayList<>();
    private byte[] topStates = new byte[0];
    private boolean[] staleTrades = new boolean[0];

    /**
     * What subscribers of a stream are told.
     *
     * @param state as the protocol names it; empty where it is a gap
     * @param cause of the gap
     * @param first of the venue's own numbers that are missing
     */
    record Word(int channel, int venue, int instrumentId, String state, String cause, long first, long last) {}

    /** Looks at the frame at {@code offset}. */
    void onFrame(DirectBuffer frames, int offset) {
        int channel = FanOutFrame.channel(frames, offset);
        if (channel == Channels.TOPS) {
            onTop(frames, FanOutFrame.messageOffset(offset));
        } else if (channel == Channels.FEEDS) {
            onFeedStatus(frames, FanOutFrame.messageOffset(offset));
        }
    }

    /** Returns what there is to say, which the caller clears. */
    List<Word> words() {
        return words;
    }

    private void onTop(DirectBuffer buffer, int message) {
        int id = EventPrefix.instrumentId(buffer, message);
        if (id >= topStates.length) {
            int before = topStates.length;
            topStates = Arrays.copyOf(topStates, Math.max(64, Integer.highestOneBit(id) * 2));
            Arrays.fill(topStates, before, topStates.length, UNKNOWN);
        }
        byte state = buffer.getByte(message + STATE_OFFSET);
        byte before = topStates[id];
        if (state != before) {
            topStates[id] = state;
            boolean isLive = state == BookState.LIVE.value();
            if (before != UNKNOWN && isLive != (before == BookState.LIVE.value())) {
                int venue = EventPrefix.venue(buffer, message);
                String word = isLive ? "live" : "stale";
                words.add(new Word(Channels.BOOK, venue, id, word, "", 0, 0));
                words.add(new Word(Channels.TOPS, venue, id, word, "", 0, 0));
            }
        }
    }

    private void onFeedStatus(DirectBuffer buffer, int message) {
        status.wrapAndApplyHeader(buffer, message, header);
        int id = EventPrefix.instrumentId(buffer, message);
        int venue = EventPrefix.venue(buffer, message);
        int channel = channelOf(status.stream());
        if (id == 0 || channel == Channels.NONE) {
            return;
        }
        if (status.gapFirst() != 0 || status.reason() == FeedReason.GAP) {
            String cause = status.reason() == FeedReason.GAP ? "venue" : "feed";
            words.add(new Word(channel, venue, id, "", cause, status.gapFirst(), status.gapLast()));
        }
        if (status.state() == FeedState.SYNCING && channel == Channels.BOOK) {
            words.add(new Word(channel, venue, id, "resync", "", 0, 0));
        } else if (channel == Channels.TRADES) {
            onTradesState(id, venue, status.state() != FeedState.LIVE);
        }
    }

    private void onTradesState(int id, int venue, boolean isStale) {
        if (id >= staleTrades.length) {
            staleTrades = Arrays.copyOf(staleTrades, Math.max(64, Integer.highestOneBit(id) * 2));
        }
        if (staleTrades[id] != isStale) {
            staleTrades[id] = isStale;
            words.add(new Word(Channels.TRADES, venue, id, isStale ? "stale" : "live", "", 0, 0));
        }
    }

    private static int channelOf(FeedStream stream) {
        return switch (stream) {
            case TRADES -> Channels.TRADES;
            case QUOTES -> Channels.QUOTES;
            case BOOK -> Channels.BOOK;
            case BARS -> Channels.VENUE_BARS;
            default -> Channels.NONE;
        };
    }
}

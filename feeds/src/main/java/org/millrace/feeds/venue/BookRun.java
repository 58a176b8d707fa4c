package org.millrace.feeds.venue;

import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Side;

/**
 * Publishes one change of a book, or its snapshot, as a run of events. Where it takes more than one claim and the ring
 * fills up between two of them, the same run goes on where it stood.
 */
public final class BookRun {
    /** Most levels in an event. */
    public static final int LEVELS_PER_EVENT = 10;

    private final int venue;
    private final EventPublisher publisher;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BookUpdateEncoder event = new BookUpdateEncoder();
    private VenueInstrument instrument;
    private long firstId;
    private long lastId;
    private int flags;
    private int quantityExponent;
    private long eventTime;
    private long receiveTime;
    private long[] bids;
    private int bidsOffset;
    private int bidCount;
    private long[] asks;
    private int asksOffset;
    private int askCount;
    private int published; // events of this run that are on the ring: not 0 only between two attempts

    /**
     * @param venue number of the venue, as in the schema's enum {@code Venue}
     */
    public BookRun(int venue, EventPublisher publisher) {
        this.venue = venue;
        this.publisher = publisher;
    }

    /**
     * Begins a run.
     *
     * @param first    first of the venue's ids that it covers; 0 = the venue gives none
     * @param last     last of them
     * @param runFlags of {@link EventPrefix}, as {@link EventPrefix#SNAPSHOT}
     */
    public void begin(VenueInstrument of, long first, long last, int runFlags) {
        instrument = of;
        firstId = first;
        lastId = last;
        flags = runFlags;
        quantityExponent = of.quantityExponent();
    }

    /** Sets what the quantities are of, as a power of ten, where that is not the instrument's. */
    public void quantityExponent(int exponent) {
        quantityExponent = exponent;
    }

    /** Sets the venue's time and ours, ns. */
    public void times(long event, long receive) {
        eventTime = event;
        receiveTime = receive;
    }

    /** Sets the bids: from {@code offset} on price, quantity, price …. */
    public void bids(long[] values, int offset, int count) {
        bids = values;
        bidsOffset = offset;
        bidCount = count;
    }

    /** Sets the asks, as the bids. */
    public void asks(long[] values, int offset, int count) {
        asks = values;
        asksOffset = offset;
        askCount = count;
    }

    /** Publishes what is left of the run; false if the ring is full: to be called again, with the same run. */
    public boolean publish() {
        int events = events(bidCount + askCount);
        while (published < events) {
            int claim = Math.min(events - published, EventPublisher.MAX_CLAIM);
            if (!publisher.tryClaim(claim)) {
                return false;
            }
            for (int i = 0; i < claim; i++) {
                publisher.length(i, encode(publisher.slot(i), published + i, events));
            }
            publisher.commit();
            published += claim;
        }
        published = 0;
        return true;
    }

    /** Forgets what is left of the run: its frame is not handed over again. */
    public void abandon() {
        published = 0;
    }

    /** Writes the whole run into slots claimed already, from a slot on; returns how many. */
    public int write(int firstSlot) {
        int events = events(bidCount + askCount);
        for (int i = 0; i < events; i++) {
            publisher.length(firstSlot + i, encode(publisher.slot(firstSlot + i), i, events));
        }
        return events;
    }

    /** Returns how many events a run of so many levels has. */
    public static int events(int levels) {
        return Math.max(1, (levels + LEVELS_PER_EVENT - 1) / LEVELS_PER_EVENT);
    }

    private int encode(MutableDirectBuffer slot, int index, int events) {
        int first = index * LEVELS_PER_EVENT;
        int count = Math.min(LEVELS_PER_EVENT, bidCount + askCount - first);
        int place = (index == 0 ? EventPrefix.FIRST : 0) | (index == events - 1 ? EventPrefix.LAST : 0);
        event.wrapAndApplyHeader(slot, 0, header);
        int venueFlags = EventPrefix.venueFlags(venue, flags | place);
        EventPrefix.writeInput(slot, 0, eventTime, receiveTime, instrument.id(), venueFlags);
        event.venueSequenceFirst(firstId)
                .venueSequenceLast(lastId)
                .priceExponent((byte) instrument.priceExponent())
                .quantityExponent((byte) quantityExponent);
        BookUpdateEncoder.LevelsEncoder levels = event.levelsCount(count);
        for (int i = first; i < first + count; i++) {
            boolean isBid = i < bidCount;
            long[] values = isBid ? bids : asks;
            int at = isBid ? bidsOffset + 2 * i : asksOffset + 2 * (i - bidCount);
            levels.next().price(values[at]).quantity(values[at + 1]).side(isBid ? Side.BUY : Side.SELL);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
    }
}

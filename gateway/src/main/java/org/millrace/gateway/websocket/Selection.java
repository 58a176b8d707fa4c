package org.millrace.gateway.websocket;

import java.util.BitSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;

/** Which instruments of one channel a client wants: all, those of some venues, or some. */
final class Selection {
    /** Takes some instruments, or all, out of a selection. */
    @FunctionalInterface
    interface Change {
        void apply(Selection selection);
    }

    private Owner owner;
    private boolean all;
    private long venues;
    private final BitSet instruments = new BitSet();
    private SlowPolicy slow;
    private int conflateMs;

    /** Makes one that has no instrument yet, of messages that an owner may have. */
    Selection(Owner owner, SlowPolicy slow) {
        this.owner = owner;
        this.slow = slow;
    }

    /** Says whose messages may be had from now on. */
    void owner(Owner newOwner) {
        owner = newOwner;
    }

    SlowPolicy slow() {
        return slow;
    }

    void slow(SlowPolicy policy) {
        slow = policy;
    }

    /** Returns how many milliseconds apart its messages shall be at least; 0 = as they come. */
    int conflateMs() {
        return conflateMs;
    }

    void conflateMs(int intervalMs) {
        conflateMs = intervalMs;
    }

    /** Tells whether the message at {@code offset} is wanted. */
    boolean wants(DirectBuffer buffer, int offset) {
        return wants(EventPrefix.venue(buffer, offset), EventPrefix.instrumentId(buffer, offset))
                && owner.owns(buffer, offset);
    }

    /** Tells whether messages of an instrument are wanted, as far as they are its owner's. */
    boolean wants(int venue, int instrumentId) {
        return all || (venues & 1L << venue) != 0 || instruments.get(instrumentId);
    }

    void addAll() {
        all = true;
    }

    void addVenue(int venue) {
        venues |= 1L << venue;
    }

    void add(int instrumentId) {
        instruments.set(instrumentId);
    }

    void removeAll() {
        all = false;
        venues = 0;
        instruments.clear();
    }

    void removeVenue(int venue) {
        venues &= ~(1L << venue);
    }

    void remove(int instrumentId) {
        instruments.clear(instrumentId);
    }

    boolean isAll() {
        return all;
    }

    boolean hasVenue(int venue) {
        return (venues & 1L << venue) != 0;
    }

    /** Returns the instruments that are selected by themselves. */
    IntStream instruments() {
        return instruments.stream();
    }

    boolean isEmpty() {
        return !all && venues == 0 && instruments.isEmpty();
    }

    /** Tells whether an instrument may be in both. */
    boolean overlaps(Selection other) {
        boolean isWide = all || venues != 0 || other.all || other.venues != 0;
        return isWide || instruments.intersects(other.instruments);
    }

    /** Returns what is in either, with the policy of the other. */
    Selection plus(Selection other) {
        Selection both = copy();
        both.all |= other.all;
        both.venues |= other.venues;
        both.instruments.or(other.instruments);
        both.slow = other.slow;
        both.conflateMs = other.conflateMs;
        return both;
    }

    int named() {
        return instruments.cardinality();
    }

    Selection copy() {
        Selection copy = new Selection(owner, slow);
        copy.all = all;
        copy.venues = venues;
        copy.instruments.or(instruments);
        copy.conflateMs = conflateMs;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection selection
                && all == selection.all
                && venues == selection.venues
                && instruments.equals(selection.instruments)
                && owner.equals(selection.owner)
                && slow == selection.slow
                && conflateMs == selection.conflateMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, all, venues, instruments, slow, conflateMs);
    }
}

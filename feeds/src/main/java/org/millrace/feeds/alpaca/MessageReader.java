package org.millrace.feeds.alpaca;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.VenueInstrument;

/**
 * Steps through the messages of a frame, and reads fields of the current one, whatever their order. Numbers that cannot be
 * read are answered by {@link org.millrace.codecs.decimal.Decimals}' results. Slots: see {@link Keys}.
 */
interface MessageReader {
    /** Answers of {@link #next}. */
    int MESSAGE = 1, END = 0, BROKEN = -1;

    /** Tells whether a frame begins as those of data do; of one that does not, this says nothing. */
    boolean isData(DirectBuffer buffer, int offset, int length);

    /** Begins a frame. */
    void begin(byte[] bytes, int offset, int length);

    /** Steps to the next message: {@link #MESSAGE}, {@link #END} behind the last, {@link #BROKEN}: the frame is none. */
    int next();

    /** Returns what the current message is, null if it does not say. */
    MessageKind kind();

    /** Returns the array that holds the frame: what offsets refer to. */
    byte[] source();

    /** Answers whether the current message has a field that is not null. */
    boolean has(int slot);

    /** Returns where a field's value begins. */
    int start(int slot);

    /** Returns how many bytes a field's value has. */
    int length(int slot);

    /** Reads a text into {@link #text}; false if the field is none. */
    boolean readText(int slot);

    /** Returns the array that holds the text read last. */
    byte[] text();

    int textStart();

    int textLength();

    long decimal(int slot, int exponent);

    /** Reads an integer from 0 on. */
    long integer(int slot);

    /** Reads a time in nanoseconds since the epoch. */
    long time(int slot);

    /** Reads one text, or an array of them, of characters that are codes; of more than eight the first eight. */
    long codes(int slot);

    /** Hands on the texts of an array, at the edge: each is a string of its own. False if the field is no such array. */
    boolean texts(int slot, Consumer<String> to);

    /** Reads a truth: 0 or 1. */
    long flag(int slot);

    /** Reads levels; answers 0, or what was wrong with a number of them. */
    long levels(int slot, VenueInstrument of, Levels to);
}

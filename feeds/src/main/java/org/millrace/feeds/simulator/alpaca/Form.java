package org.millrace.feeds.simulator.alpaca;

import org.agrona.DirectBuffer;

/** How messages are written: lists and maps of a known size, and values. */
interface Form {
    /** Begins a frame; what was written before is gone. */
    Form begin();

    Form list(int count);

    Form endList();

    Form map(int count);

    Form endMap();

    /** Begins a map's entry; its value follows. */
    Form field(String name);

    Form text(String value);

    Form number(long value);

    /** Writes a number of 10^−8ths. */
    Form decimal(long units);

    /** Writes a time, UTC. */
    Form time(long timeNs);

    Form yes();

    /** Returns the frame, from offset 0. */
    DirectBuffer buffer();

    int length();
}

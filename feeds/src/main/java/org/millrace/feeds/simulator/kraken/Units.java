package org.millrace.feeds.simulator.kraken;

import org.agrona.ExpandableArrayBuffer;
import org.millrace.feeds.simulator.face.JsonWriter;

/** Writes 10^−8ths as text, where speed does not matter. */
final class Units {
    private Units() {}

    static String text(long units) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = new JsonWriter().begin(buffer, 0).trimmed(units).length();
        return buffer.getStringWithoutLengthAscii(0, length);
    }

    static String time(long timeNs) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = new JsonWriter().begin(buffer, 0).time(timeNs, 6).length();
        return buffer.getStringWithoutLengthAscii(0, length);
    }
}

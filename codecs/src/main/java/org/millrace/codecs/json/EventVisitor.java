package org.millrace.codecs.json;

import java.util.List;

/** Is told an event's members in the order in which they are shown. */
interface EventVisitor {
    /** An event begins; {@code type} is the name of its message. */
    void onBegin(String type);

    /** An integer: a count, an id, a time in nanoseconds. */
    void onInteger(String name, long value);

    /** A binary floating-point number, finite. */
    void onReal(String name, double value);

    /** An exact decimal, a text, the name of an enum's value, a timeframe, hash or UUID. */
    void onText(String name, String value);

    void onBoolean(String name, boolean value);

    /** A member without a value. */
    void onNull(String name);

    /** Names of the bits that are set. */
    void onSet(String name, List<String> names);

    void onBeginGroup(String name);

    void onBeginEntry();

    void onEndEntry();

    void onEndGroup();

    void onEnd();
}

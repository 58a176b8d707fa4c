package org.millrace.gateway.websocket;

/** What a client is owed of one stream: its snapshot, or word of the messages that it was not sent. */
final class Arrear {
    private final int channel;
    private final int instrumentId;
    private boolean isSnapshot;
    private int first;
    private int last;
    private boolean isLastFinal;
    private boolean isLossy;

    Arrear(int channel, int instrumentId) {
        this.channel = channel;
        this.instrumentId = instrumentId;
    }

    /** A snapshot is owed from here on, which makes up for messages that were not sent. */
    void makeSnapshot() {
        isSnapshot = true;
    }

    /** Begins with the first message that was not sent. */
    void begin(int streamSequence) {
        first = streamSequence;
    }

    /** Takes the next message that was not sent; a final one (a closed bar) is not made up for by one behind it. */
    void add(int streamSequence, boolean isFinal) {
        isLossy |= isLastFinal;
        isLastFinal = isFinal;
        last = streamSequence;
    }

    int channel() {
        return channel;
    }

    int instrumentId() {
        return instrumentId;
    }

    boolean isSnapshot() {
        return isSnapshot;
    }

    /** Returns the streamSequence of the first message that was not sent. */
    int first() {
        return first;
    }

    /** Returns the streamSequence of the last one. */
    int last() {
        return last;
    }

    /** Tells whether a final message is among those before the last. */
    boolean isLossy() {
        return isLossy;
    }
}

package org.millrace.bench.decoding;

/** Holds that the frames of a connection follow each other, where a venue numbers them. */
final class FrameNumber {
    private long last;

    void follow(ReadFields from) {
        long number = from.value(Field.NUMBER);
        if (last != 0 && number != last + 1) {
            throw new IllegalStateException("frames are missing");
        }
        last = number;
    }
}

package org.millrace.engine.replay;

/**
 * What the two journals still hold, and how far they reach; 0 where one is empty.
 *
 * @param firstInput  sequence of the first input
 * @param lastInput   sequence of the last input
 * @param firstOutput sequence of the first output
 * @param lastOutput  sequence of the last output
 */
record JournalBounds(long firstInput, long lastInput, long firstOutput, long lastOutput) {
    /** Returns whether a replay can begin at this input, comparing from this output on. */
    boolean contain(long input, long output) {
        return input >= firstInput && input <= lastInput && output >= firstOutput && output <= lastOutput + 1;
    }

    /** Returns whether a replay can begin with the first input. */
    boolean reachBack() {
        return firstInput <= 1 && firstOutput <= 1;
    }
}

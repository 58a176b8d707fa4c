package org.millrace.gateway.fanout;

/** Says which streams are wanted. */
@FunctionalInterface
public interface StreamFilter {
    /** Tells whether messages of an instrument on a channel are wanted. */
    boolean wants(int channel, int venue, int instrumentId);
}

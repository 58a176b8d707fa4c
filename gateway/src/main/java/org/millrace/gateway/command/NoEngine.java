package org.millrace.gateway.command;

import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPublisher;

/** Stands where there is no engine that could obey: takes nothing. */
public final class NoEngine implements EventPublisher {
    @Override
    public boolean tryClaim(int slots) {
        return false;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        throw new IllegalStateException("nothing was claimed");
    }

    @Override
    public void length(int index, int length) {
        throw new IllegalStateException("nothing was claimed");
    }

    @Override
    public void commit() {
        throw new IllegalStateException("nothing was claimed");
    }
}

package org.millrace.engine.fanout;

import org.millrace.codecs.EventConsumer;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a lapped event loop read JournalOut. */
public final class JournalCatchUp implements CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(JournalCatchUp.class);

    private final JournalReader outputs;

    /** Takes over a reader of JournalOut, and closes it in the end. */
    public JournalCatchUp(JournalReader outputs) {
        this.outputs = outputs;
    }

    @Override
    public long oldest() {
        try {
            return outputs.firstSequence();
        } catch (JournalException e) { // a file that is being deleted or begun
            return 0;
        }
    }

    @Override
    public boolean seek(long sequence) {
        try {
            outputs.seek(sequence);
            return true;
        } catch (JournalException e) { // retention has deleted it
            return false;
        }
    }

    @Override
    public int poll(EventConsumer consumer, int maxBatches) {
        try {
            return outputs.poll(consumer, maxBatches);
        } catch (JournalException e) {
            LOG.error("the gateway cannot read what it missed: {}", e.getMessage());
            return UNREADABLE;
        }
    }

    @Override
    public void close() {
        outputs.close();
    }
}

package org.millrace.engine.fanout;

import org.millrace.codecs.EventConsumer;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;

/** Lets a lapped event loop read JournalOut. */
public final class JournalCatchUp implements CatchUp {
    private final JournalReader outputs;

    /** Takes over a reader of JournalOut, and closes it in the end. */
    public JournalCatchUp(JournalReader outputs) {
        this.outputs = outputs;
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
        return outputs.poll(consumer, maxBatches);
    }

    @Override
    public void close() {
        outputs.close();
    }
}

package org.millrace.engine.journalling;

/** Tells the first output that a replay computed otherwise than JournalOut holds it. */
public final class ReplayDifference extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final long cause;
    private final String recorded;
    private final String computed;

    /**
     * Creates the report of a difference.
     *
     * @param sequence of the output
     * @param cause    sequence of the input that the replay was at
     * @param recorded the event as JournalOut holds it
     * @param computed the event as the replay computed it
     */
    public ReplayDifference(long sequence, long cause, String recorded, String computed) {
        super("output " + sequence + " differs:\n  recorded " + recorded + "\n  computed " + computed);
        this.sequence = sequence;
        this.cause = cause;
        this.recorded = recorded;
        this.computed = computed;
    }

    public long sequence() {
        return sequence;
    }

    /** Returns the sequence of the input that the replay was at. */
    public long cause() {
        return cause;
    }

    public String recorded() {
        return recorded;
    }

    public String computed() {
        return computed;
    }
}

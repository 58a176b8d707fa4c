package org.millrace.gateway.trace;

/** A piece of work that is followed from its begin to its end. For any thread. */
public interface Trace {
    /** Follows nothing. */
    Trace NONE = new Trace() {
        @Override
        public boolean isFollowed() {
            return false;
        }

        @Override
        public Trace child(String name, long startNs) {
            return this;
        }

        @Override
        public Trace with(String key, String value) {
            return this;
        }

        @Override
        public void end(long endNs, boolean failed) {} // nobody wants to know
    };

    /** Tells whether anybody wants to know. */
    boolean isFollowed();

    /**
     * Begins a part of it.
     *
     * @param name    from a short, fixed list
     * @param startNs UTC ns
     */
    Trace child(String name, long startNs);

    /** Notes something about it, which must be no secret and of nobody's person. */
    Trace with(String key, String value);

    /**
     * Ends it.
     *
     * @param endNs  UTC ns
     * @param failed through a fault of ours
     */
    void end(long endNs, boolean failed);
}

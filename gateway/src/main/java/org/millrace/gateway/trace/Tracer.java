package org.millrace.gateway.trace;

/** Begins to follow work that somebody asked for. For any thread. */
public interface Tracer extends AutoCloseable {
    /** Follows nothing, and sends nothing anywhere. */
    Tracer NONE = new Tracer() {
        @Override
        public Trace begin(String name, String parent, long startNs) {
            return Trace.NONE;
        }

        @Override
        public void close() {} // there is nothing to end
    };

    /** Returns one that does as the settings say. */
    static Tracer of(TracingSettings settings) {
        return settings.isOn() ? new OtlpTracer(settings) : NONE;
    }

    /**
     * Begins a piece of work.
     *
     * @param name    from a short, fixed list
     * @param parent  of the caller's own, as the W3C writes it in the header {@code traceparent}; empty: none
     * @param startNs UTC ns
     */
    Trace begin(String name, String parent, long startNs);

    /** Sends what was not sent yet, and ends. */
    @Override
    void close();
}

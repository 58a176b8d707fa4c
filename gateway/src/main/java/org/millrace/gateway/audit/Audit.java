package org.millrace.gateway.audit;

/** Takes note of who did what. Called on any thread; does not wait. */
public interface Audit {
    /** Forgets everything: where there is no folder to write to, as in tests. */
    Audit NONE = new Audit() {
        @Override
        public void note(Deed deed) {
            // forgotten
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    };

    /** Takes note. */
    void note(Deed deed);

    /** Tells whether notes are being written; as long as they are not, nothing is administered. */
    boolean isWritable();
}

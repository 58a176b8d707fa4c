package org.millrace.gateway.audit;

import java.util.List;

/** Takes note of who did what, and tells it to who asks. Notes are taken on any thread, and nobody waits for them. */
public interface Audit {
    /** Forgets everything: where there is no folder to write to, as in a playback. */
    Audit NONE = new Audit() {
        @Override
        public void note(Deed deed) {
            // forgotten
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public List<AuditEntry> read(AuditQuery query) {
            return List.of();
        }
    };

    /** Takes note. */
    void note(Deed deed);

    /** Tells whether notes are being written; as long as they are not, nothing is administered. */
    boolean isWritable();

    /**
     * Returns notes in the order in which they were taken. Called on a thread that may wait.
     *
     * @throws AuditException if they cannot be read
     */
    List<AuditEntry> read(AuditQuery query);
}

package org.millrace.gateway.notify;

import java.util.List;

/** What others may ask of those who tell of alerts. Used by any thread. */
public interface Notices {
    /** Tells nobody of anything. */
    Notices NONE = new Notices() {
        @Override
        public boolean reaches(String target, Channel channel) {
            return false;
        }

        @Override
        public List<DeadLetter> deadLetters() {
            return List.of();
        }
    };

    /** Tells whether a target has an address for a channel. */
    boolean reaches(String target, Channel channel);

    /** Returns what could not be told, the newest first. */
    List<DeadLetter> deadLetters();
}

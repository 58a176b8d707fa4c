package org.millrace.gateway.notify;

import java.util.List;
import java.util.function.Consumer;

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

        @Override
        public void retry(DeadLetter letter, Consumer<String> whenNoted) {
            whenNoted.accept("nobody is told of alerts");
        }
    };

    /** Tells whether a target has an address for a channel. */
    boolean reaches(String target, Channel channel);

    /** Returns what could not be told, the newest first. */
    List<DeadLetter> deadLetters();

    /**
     * Has a dead letter sent again, under the key that it had.
     *
     * @param whenNoted is told, on whatever thread, why it cannot be; an empty text: it will be, even after a crash
     */
    void retry(DeadLetter letter, Consumer<String> whenNoted);
}

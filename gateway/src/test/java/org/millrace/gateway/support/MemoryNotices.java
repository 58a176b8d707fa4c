package org.millrace.gateway.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.millrace.gateway.notify.Channel;
import org.millrace.gateway.notify.DeadLetter;
import org.millrace.gateway.notify.Notices;

/** Dead letters that a test has written, which are sent again as soon as somebody wants that. */
public final class MemoryNotices implements Notices {
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    /** Adds a letter of somebody's, given up for a reason. */
    public void add(long alertId, String owner, String reason) {
        letters.add(0, new DeadLetter(7, alertId + "-7-k", alertId, owner, "desk", Channel.WEBHOOK, 0, reason));
    }

    @Override
    public boolean reaches(String target, Channel channel) {
        return false;
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return List.copyOf(letters);
    }

    @Override
    public void retry(DeadLetter letter, Consumer<String> whenNoted) {
        whenNoted.accept(letters.remove(letter) ? "" : "it is sent again already");
    }
}

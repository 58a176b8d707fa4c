package org.millrace.gateway.access;

import java.util.HashMap;
import java.util.Map;
import org.millrace.gateway.settings.LimitSettings;

/** Counts the WebSockets of each user and of those who have not logged in, over all event loops. Used by any thread. */
public final class Presence {
    private final int perPrincipal;
    private final int unauthenticated;
    private final int replays;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> replaying = new HashMap<>();
    private int waiting;

    public Presence(LimitSettings limits) {
        perPrincipal = limits.connectionsPerPrincipal();
        unauthenticated = limits.unauthenticated();
        replays = limits.replaysPerPrincipal();
    }

    /** Takes in one more of somebody, unless there are too many. Who calls from this machine is not counted. */
    public synchronized boolean enter(Principal principal) {
        if (principal.equals(Principal.LOCAL)) {
            return true;
        }
        if (principal.equals(Principal.NOBODY)) {
            boolean isRoom = waiting < unauthenticated;
            waiting += isRoom ? 1 : 0;
            return isRoom;
        }
        int count = byName.getOrDefault(principal.name(), 0);
        if (count >= perPrincipal) {
            return false;
        }
        byName.put(principal.name(), count + 1);
        return true;
    }

    /** Lets go of one that was taken in. */
    public synchronized void leave(Principal principal) {
        if (principal.equals(Principal.NOBODY)) {
            waiting--;
        } else if (!principal.equals(Principal.LOCAL)) {
            byName.computeIfPresent(principal.name(), (name, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Takes in one more replay of somebody, unless there are too many; of those from this machine there never are. */
    public synchronized boolean enterReplay(Principal principal) {
        if (principal.equals(Principal.LOCAL)) {
            return true;
        }
        int count = replaying.getOrDefault(principal.name(), 0);
        if (count < replays) {
            replaying.put(principal.name(), count + 1);
        }
        return count < replays;
    }

    /** Lets go of a replay that was taken in. */
    public synchronized void leaveReplay(Principal principal) {
        replaying.computeIfPresent(principal.name(), (name, count) -> count == 1 ? null : count - 1);
    }

    /** Returns how many one user may have. */
    public int limit() {
        return perPrincipal;
    }

    /** Returns how many have not logged in yet. */
    public synchronized int waiting() {
        return waiting;
    }
}

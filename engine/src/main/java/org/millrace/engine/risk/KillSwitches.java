package org.millrace.engine.risk;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Accounts that may not trade, but for what makes a position smaller, and why. */
public final class KillSwitches {
    private static final int ALL = 0;

    private final List<KillSwitchState> engaged = new ArrayList<>();

    public int count() {
        return engaged.size();
    }

    public KillSwitchState get(int index) {
        return engaged.get(index);
    }

    /**
     * Stops an account; account 0 stands for all, and is a switch of its own.
     *
     * @return why it is stopped: one that was stopped already stays so, for what it was stopped for
     */
    public KillSwitchState engage(KillSwitchState why) {
        int known = find(why.accountId());
        if (known >= 0) {
            return engaged.get(known);
        }
        engaged.add(why);
        return why;
    }

    /** Takes back that an account was stopped, not that all were; account 0: all of both. */
    public void release(int accountId) {
        if (accountId == ALL) {
            engaged.clear();
        } else if (find(accountId) >= 0) {
            engaged.remove(find(accountId));
        }
    }

    /** Tells whether an account may not trade. */
    public boolean isEngaged(int accountId) {
        return find(ALL) >= 0 || find(accountId) >= 0;
    }

    public void save(SnapshotWriter out) {
        out.putInt(engaged.size());
        for (KillSwitchState each : engaged) {
            out.putInt(each.accountId()).putInt(each.reason().value());
            out.putDouble(each.bound()).putDouble(each.value());
        }
    }

    public void load(SnapshotReader in) {
        engaged.clear();
        for (int left = in.getInt(); left > 0; left--) {
            engaged.add(new KillSwitchState(
                    in.getInt(), OrderReason.get((short) in.getInt()), in.getDouble(), in.getDouble()));
        }
    }

    private int find(int accountId) {
        for (int i = 0; i < engaged.size(); i++) {
            if (engaged.get(i).accountId() == accountId) {
                return i;
            }
        }
        return -1;
    }
}

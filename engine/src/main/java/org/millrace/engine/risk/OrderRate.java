package org.millrace.engine.risk;

import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Counts each account's orders of the last second of event time, by tenths of a second. */
final class OrderRate {
    private static final int SLOTS = 10;
    private static final long SLOT_NS = 100_000_000L;

    private final Int2ObjectHashMap<long[]> accounts = new Int2ObjectHashMap<>(); // counts, then the newest slot

    /** Returns the orders of the second before, without this one, and counts this one if there is room for it. */
    int take(int accountId, long nowNs, double limit) {
        long[] counts = accounts.get(accountId);
        if (counts == null) {
            counts = new long[SLOTS + 1];
            accounts.put(accountId, counts);
        }
        long slot = nowNs / SLOT_NS;
        for (long passed = Math.max(counts[SLOTS] + 1, slot - SLOTS + 1); passed <= slot; passed++) {
            counts[(int) (passed % SLOTS)] = 0;
        }
        counts[SLOTS] = Math.max(counts[SLOTS], slot);
        int sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            sum += (int) counts[i];
        }
        if (sum < limit) {
            counts[(int) (slot % SLOTS)]++;
        }
        return sum;
    }

    void save(SnapshotWriter out) {
        out.putInt(accounts.size());
        int[] ids =
                accounts.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int id : ids) {
            out.putInt(id).putLongs(accounts.get(id), SLOTS + 1);
        }
    }

    void load(SnapshotReader in) {
        accounts.clear();
        for (int left = in.getInt(); left > 0; left--) {
            long[] counts = new long[SLOTS + 1];
            int id = in.getInt();
            in.getLongs(counts, SLOTS + 1);
            accounts.put(id, counts);
        }
    }
}

package org.millrace.engine.portfolio;

import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What accounts begin with: a default, and what was said of single ones. */
final class AccountTerms {
    private static final int ALL = 0;

    private final Int2ObjectHashMap<Terms> terms = new Int2ObjectHashMap<>();

    AccountTerms(long cash) {
        terms.put(ALL, new Terms(cash, 0));
    }

    void cash(int accountId, long money) {
        terms.put(accountId, new Terms(money, currency(accountId)));
    }

    void currency(int accountId, long currency) {
        terms.put(accountId, new Terms(cash(accountId), currency));
    }

    long cash(int accountId) {
        return of(accountId).cash();
    }

    long currency(int accountId) {
        return of(accountId).currency();
    }

    void save(SnapshotWriter out) {
        int[] ids = terms.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        out.putInt(ids.length);
        for (int id : ids) {
            out.putInt(id).putLong(cash(id)).putLong(currency(id));
        }
    }

    void load(SnapshotReader in) {
        terms.clear();
        for (int left = in.getInt(); left > 0; left--) {
            terms.put(in.getInt(), new Terms(in.getLong(), in.getLong()));
        }
    }

    private Terms of(int accountId) {
        Terms own = terms.get(accountId);
        return own == null ? terms.get(ALL) : own;
    }

    private record Terms(long cash, long currency) {}
}

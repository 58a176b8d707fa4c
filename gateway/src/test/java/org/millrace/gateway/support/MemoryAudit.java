package org.millrace.gateway.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.AuditEntry;
import org.millrace.gateway.audit.AuditQuery;
import org.millrace.gateway.audit.Deed;

/** Remembers who did what, and with which result. */
public final class MemoryAudit implements Audit {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Returns a line for each note: user, action, result. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void note(Deed deed) {
        lines.add(deed.user() + ' ' + deed.action() + ' ' + deed.result());
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public List<AuditEntry> read(AuditQuery query) {
        return List.of();
    }
}

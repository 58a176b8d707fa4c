package org.millrace.journal.chronicle;

import java.util.function.Supplier;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ClosedIllegalStateException;
import net.openhft.chronicle.core.io.ReferenceOwner;
import org.agrona.concurrent.Agent;

/** Touches the pages in front of a writer, from another thread, so that the writer meets no page fault. */
public final class PageToucher implements Agent, ReferenceOwner {
    private static final int PAGE = 4096;
    private static final int MAX_PAGES = 1024;

    private final Supplier<DocumentWriter> writer;
    private final long ahead;
    private final String roleName;
    private MappedFile file;
    private MappedBytesStore store;
    private long touched;

    /**
     * Touches for one writer.
     *
     * @param roleName name of the thread's role
     * @param writer   gives the writer; null as long as there is none
     * @param ahead    bytes in front of the writer that are kept touched
     */
    public PageToucher(String roleName, Supplier<DocumentWriter> writer, long ahead) {
        this.roleName = roleName;
        this.writer = writer;
        this.ahead = ahead;
    }

    @Override
    public int doWork() throws Exception {
        DocumentWriter current = writer.get();
        MappedFile newest = current == null ? null : current.mappedFile();
        if (newest != file) {
            release();
            file = newest;
            touched = 0;
        }
        return file == null ? 0 : touch(current.position());
    }

    @Override
    public String roleName() {
        return roleName;
    }

    @Override
    public void onClose() {
        release();
        file = null;
    }

    private int touch(long position) throws Exception {
        touched = Math.max(touched, position & -PAGE);
        int pages = 0;
        while (touched < position + ahead && pages < MAX_PAGES) {
            if (!covers(touched)) {
                return pages;
            }
            store.compareAndSwapLong(touched, 0L, 0L);
            touched += PAGE;
            pages++;
        }
        return pages;
    }

    private boolean covers(long position) throws Exception {
        if (store != null && position >= store.start() && position < store.safeLimit()) {
            return true;
        }
        release();
        try {
            store = file.acquireByteStore(this, position);
            return true;
        } catch (ClosedIllegalStateException e) {
            file = null; // rolled or closed meanwhile
            return false;
        }
    }

    private void release() {
        if (store != null) {
            store.release(this);
            store = null;
        }
    }
}

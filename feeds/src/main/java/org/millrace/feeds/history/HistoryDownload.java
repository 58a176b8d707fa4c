package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One series of a venue's past: fetched page by page into a file, which an interrupted download finds again and goes on
 * with, then read from it as often as it takes.
 */
public final class HistoryDownload implements RowSource.Reopenable {
    private static final String ENDING = ".rest.jsonl.gz";

    private final VenueHistory venue;
    private final HistoryRequest request;
    private final Path file;
    private HistoryPager pager;
    private PageStore store;
    private long rowCount;
    private long pageCount;

    /**
     * @param folder that the pages are kept in
     * @throws IllegalArgumentException if the venue does not give what is wanted
     */
    public HistoryDownload(VenueHistory venue, HistoryRequest request, Path folder) {
        this.venue = venue;
        this.request = request;
        file = folder.resolve(request.fileName() + ENDING);
        venue.pager(request, new SeriesTable());
    }

    /** Reads what is there already. */
    public void begin() {
        pager = venue.pager(request, new SeriesTable());
        store = new PageStore(file);
        for (PageStore.Page page = store.next(); page != null; page = store.next()) {
            rowCount += StoredRows.take(pager, page, file).size();
            pageCount++;
        }
    }

    /** Fetches a page; false: all is there. */
    public boolean fetch(PageFetcher fetcher) {
        String path = pager.nextPath();
        if (path.isEmpty()) {
            store.close();
            return false;
        }
        byte[] body = fetcher.fetch(path, this::take);
        store.append(fetcher.url() + path, body, fetcher.nowNs());
        pageCount++;
        return true;
    }

    /** Ends before all is there; what came is kept. */
    public void interrupt() {
        store.close();
    }

    public HistoryRequest request() {
        return request;
    }

    /** Returns how many rows have come. */
    public long rowCount() {
        return rowCount;
    }

    /** Returns how many pages have come, those of earlier attempts included. */
    public long pageCount() {
        return pageCount;
    }

    /** Returns how much has come, 0 to 1, by the rows' times. */
    public double progress() {
        double reached = (double) (pager.reachedNs() - request.fromNs()) / (request.toNs() - request.fromNs());
        return Math.max(0, Math.min(1, reached));
    }

    @Override
    public RowSource open(SeriesTable series, BadRows bad) {
        return new StoredRows(file, venue.pager(request, series));
    }

    private byte[] take(byte[] body) throws IOException {
        rowCount += pager.onPage(body).size();
        return body;
    }

    /** The rows of a download, from its file. */
    private static final class StoredRows implements RowSource {
        private final Path file;
        private final HistoryPager pager;
        private final PageStore pages;
        private final Deque<HistoryRow> rows = new ArrayDeque<>();
        private long page;

        StoredRows(Path file, HistoryPager pager) {
            this.file = file;
            this.pager = pager;
            pages = new PageStore(file);
        }

        static List<HistoryRow> take(HistoryPager pager, PageStore.Page page, Path file) {
            if (pager.nextPath().isEmpty() || !page.url().endsWith(pager.nextPath())) {
                throw new HistoryException(
                        file + ": asked for otherwise than it would be now; delete the file, and download anew");
            }
            try {
                return pager.onPage(page.body().getBytes(UTF_8));
            } catch (IOException e) {
                throw new HistoryException(file + ": " + e.getMessage() + "; delete the file, and download anew", e);
            }
        }

        @Override
        public HistoryRow next() {
            while (rows.isEmpty()) {
                PageStore.Page stored = pages.next();
                if (stored == null) {
                    return null;
                }
                page++;
                rows.addAll(take(pager, stored, file));
            }
            return rows.poll();
        }

        @Override
        public double progress() {
            return pages.progress();
        }

        @Override
        public String where() {
            return file + ":" + page;
        }

        @Override
        public String column(RowField field) {
            return field.toString();
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}

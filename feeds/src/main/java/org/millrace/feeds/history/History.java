package org.millrace.feeds.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be imported, and how.
 *
 * @param sources what rows come from
 * @param known   what the journal has already
 * @param series  all that rows are of
 * @param bad     what becomes of rows that cannot be taken
 * @param rounds  whether digits that no exponent holds are rounded half-even and counted, or refused
 */
public record History(
        List<? extends RowSource.Reopenable> sources,
        KnownRows known,
        SeriesTable series,
        BadRows bad,
        boolean rounds) {
    public History {
        sources = List.copyOf(sources);
    }

    /** Opens all sources, from their beginnings. */
    RowMerge open() {
        bad.reset();
        List<RowSource> opened = new ArrayList<>();
        try {
            for (RowSource.Reopenable source : sources) {
                opened.add(source.open(series, bad));
            }
            return new RowMerge(opened);
        } catch (RuntimeException e) { // whatever it is: those that are open have files
            opened.forEach(RowSource::close);
            throw e;
        }
    }
}

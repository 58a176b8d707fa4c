package org.millrace.gateway.metrics;

import java.util.List;
import java.util.function.Supplier;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

/** Counts and times what is asked about liquidations. */
final class MeteredLiquidations implements Liquidations {
    private final Liquidations liquidations;
    private final Meter meter;

    MeteredLiquidations(Liquidations liquidations, Meter meter) {
        this.liquidations = liquidations;
        this.meter = meter;
    }

    /** Asks, and takes the time. */
    interface Meter {
        <T> T ask(Supplier<T> question);
    }

    @Override
    public List<LiquidationRow> rows(Span span) {
        return meter.ask(() -> liquidations.rows(span));
    }

    @Override
    public List<Inputs> inputs(Span span) {
        return meter.ask(() -> liquidations.inputs(span));
    }

    @Override
    public List<BinModel> bins(Span span) {
        return meter.ask(() -> liquidations.bins(span));
    }

    @Override
    public List<Revision> revisions(Span span) {
        return meter.ask(() -> liquidations.revisions(span));
    }

    @Override
    public List<Outcome> outcomes(Span span) {
        return meter.ask(() -> liquidations.outcomes(span));
    }

    @Override
    public List<Run> runs(Span span) {
        return meter.ask(() -> liquidations.runs(span));
    }

    @Override
    public List<TableStats> tables(String symbol, String exchange) {
        return meter.ask(() -> liquidations.tables(symbol, exchange));
    }

    @Override
    public long newest(String symbol, String exchange) {
        return meter.ask(() -> liquidations.newest(symbol, exchange));
    }

    @Override
    public List<ClassCount> classes(String symbol, String exchange) {
        return meter.ask(() -> liquidations.classes(symbol, exchange));
    }
}

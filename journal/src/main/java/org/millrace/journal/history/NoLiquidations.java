package org.millrace.journal.history;

import java.util.List;

/** Knows of no liquidations. */
final class NoLiquidations implements Liquidations {
    @Override
    public List<LiquidationRow> rows(Span span) {
        return List.of();
    }

    @Override
    public List<Inputs> inputs(Span span) {
        return List.of();
    }

    @Override
    public List<BinModel> bins(Span span) {
        return List.of();
    }

    @Override
    public List<Revision> revisions(Span span) {
        return List.of();
    }

    @Override
    public List<Outcome> outcomes(Span span) {
        return List.of();
    }

    @Override
    public List<Run> runs(Span span) {
        return List.of();
    }

    @Override
    public List<TableStats> tables(String symbol, String exchange) {
        return TABLES.stream().map(table -> new TableStats(table, 0, 0, 0, "")).toList();
    }

    @Override
    public long newest(String symbol, String exchange) {
        return 0;
    }

    @Override
    public List<ClassCount> classes(String symbol, String exchange) {
        return List.of();
    }
}

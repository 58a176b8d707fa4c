package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.liquidations.LiquidationRows;
import org.millrace.journal.history.HistoryException;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

/** Hours from {@link LiquidationRows#START_NS} on, of bitcoin alone. */
final class MemoryLiquidations implements Liquidations {
    private final List<LiquidationRow> rows;
    private final List<Span> asked = Collections.synchronizedList(new ArrayList<>());
    private boolean fails;

    MemoryLiquidations(List<LiquidationRow> rows) {
        this.rows = rows;
    }

    List<Span> asked() {
        return asked;
    }

    void fail() {
        fails = true;
    }

    @Override
    public List<LiquidationRow> rows(Span span) {
        asked.add(span);
        if (fails) {
            throw new HistoryException("store: gone", null);
        }
        return rows.stream()
                .filter(row -> span.symbol().equals("BTC"))
                .filter(row -> row.startNs() >= span.fromNs() && row.startNs() < span.toNs())
                .limit(span.limit())
                .toList();
    }

    @Override
    public List<Inputs> inputs(Span span) {
        return rows(span).stream()
                .map(row -> new Inputs(row.startNs(), 100, 0.5, 1, 1))
                .toList();
    }

    @Override
    public List<BinModel> bins(Span span) {
        List<Double> centres = DoubleStream.iterate(0.125, centre -> centre + 0.0625)
                .limit(9)
                .boxed()
                .toList();
        List<Double> edges = IntStream.range(0, 8)
                .mapToObj(i -> (centres.get(i) + centres.get(i + 1)) / 2)
                .toList();
        return List.of(new BinModel(span.fromNs(), 1, 720, centres, edges));
    }

    @Override
    public List<Revision> revisions(Span span) {
        return List.of(new Revision(span.fromNs(), "price", Double.NaN, 101, span.fromNs() + Hours.HOUR_NS, true));
    }

    @Override
    public List<Outcome> outcomes(Span span) {
        return List.of(new Outcome(span.fromNs(), "Weak_Buy", 6, 0, 100, 101, 1));
    }

    @Override
    public List<Run> runs(Span span) {
        return List.of(new Run("7", span.fromNs(), 0, "running", "", 0));
    }

    @Override
    public List<TableStats> tables(String symbol, String exchange) {
        return TABLES.stream()
                .map(table -> table.equals("btc_features_bin")
                        ? new TableStats(table, 0, 0, 0, "no such table")
                        : new TableStats(
                                table,
                                rows.get(0).startNs(),
                                rows.get(rows.size() - 1).startNs(),
                                rows.size(),
                                ""))
                .toList();
    }

    @Override
    public long newest(String symbol, String exchange) {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).startNs();
    }

    @Override
    public List<ClassCount> classes(String symbol, String exchange) {
        return List.of(new ClassCount("Neutral", rows.size()));
    }
}

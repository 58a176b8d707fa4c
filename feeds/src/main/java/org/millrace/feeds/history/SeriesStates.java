package org.millrace.feeds.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far each series has come, in one reading of them all. */
final class SeriesStates {
    private final Map<HistorySeries, SeriesState> states = new LinkedHashMap<>();
    private final History history;
    private SeriesState last;

    SeriesStates(History history) {
        this.history = history;
    }

    /** Judges the next row; true if it is to be published, else it was counted or refused. */
    boolean judge(HistoryRow row, RowSource source) {
        SeriesState state = of(row.series());
        switch (state.judge(row)) {
            case TAKEN -> {
                return true;
            }
            case DOUBLE ->
                history.bad()
                        .refuse(source.where() + ": " + state.series().label()
                                + ": this row came before; leave doubles out with --skip-bad");
            case OUT_OF_ORDER ->
                history.bad()
                        .refuse(source.where() + ": " + state.series().label()
                                + ": older than the row before it; sort the file by time, or leave such rows out with"
                                + " --skip-bad");
            default -> {} // the journal has it
        }
        return false;
    }

    List<SeriesReport> reports() {
        return states.values().stream().map(SeriesState::report).toList();
    }

    private SeriesState of(HistorySeries series) {
        if (last == null || last.series() != series) {
            last = states.computeIfAbsent(
                    series, missing -> new SeriesState(missing, history.known().of(missing)));
        }
        return last;
    }
}

package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.journal.history.Exports;

/**
 * What a file has beyond time, symbol and exchange.
 *
 * @param names of its columns
 * @param sql   by which they are selected, in this order
 */
record ExportedColumns(List<String> names, String sql) {
    ExportedColumns {
        names = List.copyOf(names);
    }

    /** Returns the columns that a table was made with, and behind them the features that are asked for. */
    static ExportedColumns of(Connection connection, StoreTables.Table table, Exports.Features features)
            throws SQLException {
        List<String> names = new ArrayList<>(table.columnNames());
        if (!table.hasFeatures()) {
            return new ExportedColumns(names, String.join(", ", names));
        }
        StoreColumns columns = ModelQueries.columns(connection);
        List<String> ofFeatures = features.set().isEmpty()
                ? columns.names().stream()
                        .filter(name -> !names.contains(name) && !StoreTables.COMMON.contains(name))
                        .toList()
                : ModelQueries.names(connection, features.set(), features.version());
        names.addAll(ofFeatures);
        return new ExportedColumns(
                names, String.join(", ", names.stream().map(columns::select).toList()));
    }
}

package org.millrace.journal.questdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a table has now, in order: those it was made with, and those of features.
 *
 * @param names as the store has them
 */
record StoreColumns(List<String> names) {
    StoreColumns {
        names = List.copyOf(names);
    }

    static StoreColumns of(Statement statement, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT \"column\" FROM table_columns('" + table + "')")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return new StoreColumns(names);
    }

    /** Returns those that another table lacks, as SQL writes them. */
    List<String> without(StoreColumns others) {
        return names.stream()
                .filter(name -> !others.names().contains(name))
                .map(StoreColumns::quoted)
                .toList();
    }

    /** Returns all of them as SQL lists them. */
    String list() {
        return String.join(", ", names.stream().map(StoreColumns::quoted).toList());
    }

    /** Returns a column as SQL selects it; where the table has none of this name yet, nulls that are called so. */
    String select(String name) {
        return names.contains(name) ? quoted(name) : "cast(NULL AS double) AS " + quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "") + '"';
    }
}

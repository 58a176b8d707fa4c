package org.millrace.engine.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.codecs.sbe.OrderState;

class OrderLifeTest {
    private static final List<OrderState> ALIVE =
            List.of(OrderState.PENDING, OrderState.OPEN, OrderState.PARTIALLY_FILLED);

    @Test
    void shouldLiveAsTheTableOfTradingSays() throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add("| state | " + String.join(" | ", List.of("ARRIVE", "FILL_PART", "FILL", "AMEND", "CANCEL", "EXPIRE"))
                + " |");
        rows.add("| --- | --- | --- | --- | --- | --- | --- |");
        for (OrderState state : ALIVE) {
            StringBuilder row = new StringBuilder("| " + state + " |");
            for (OrderEvent event : OrderEvent.values()) {
                row.append(after(state, event)).append(" |");
            }
            rows.add(row.toString());
        }

        List<String> page = Files.readAllLines(Path.of("doc", "trading.md"));
        int from = page.indexOf(rows.get(0));

        assertEquals(rows, page.subList(from, from + rows.size()));
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderState.class,
            names = {"FILLED", "CANCELLED", "REFUSED", "EXPIRED", "NULL_VAL"})
    void shouldTakeNothingAfterItsEnd(OrderState end) {
        for (OrderEvent event : OrderEvent.values()) {
            assertThrows(IllegalStateException.class, () -> OrderLife.after(end, event));
        }
    }

    private static String after(OrderState state, OrderEvent event) {
        try {
            return " " + OrderLife.after(state, event);
        } catch (IllegalStateException e) {
            return "";
        }
    }
}

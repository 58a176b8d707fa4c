package org.millrace.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.Side;

/** Quantities are in whole units, fees a hundredth. */
class RoundTripsTest {
    private static final long MONEY = 100_000_000;

    private final List<Fill> fills = new ArrayList<>();

    @Test
    void shouldGoFromFlatToFlat() {
        fill(Side.BUY, 2, 10, 0);
        fill(Side.BUY, 1, 13, 0);
        fill(Side.SELL, 3, 12, 1);

        assertThat(trips(12)).containsExactly(new RoundTrip(1, 1, true, 0, 2, 3, 11, 12, 3 - 0.69, 0.69, true, true));
    }

    @Test
    void shouldDivideAFillThatTurnsAPositionRound() {
        fill(Side.BUY, 1, 10, 0);
        fill(Side.SELL, 3, 12, 0);

        assertThat(trips(11))
                .containsExactly(
                        new RoundTrip(1, 1, true, 0, 1, 1, 10, 12, 2 - 0.22, 0.22, true, false),
                        new RoundTrip(1, 1, false, 1, 9, 2, 12, 11, 2 - 0.24, 0.24, false, false));
    }

    @RepeatedTest(20)
    void shouldAddUpToWhatTheAccountHasGained(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double cash = 0;
        long held = 0;
        for (int i = 0; i < 200; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            int quantity = 1 + random.nextInt(9);
            int price = 50 + random.nextInt(100);
            fill(side, quantity, price, 0);
            int sign = side == Side.BUY ? 1 : -1;
            held += (long) sign * quantity;
            cash -= sign * quantity * price + quantity * price * 0.01;
        }

        double sum = trips(77).stream().mapToDouble(RoundTrip::profit).sum();

        assertEquals(cash + held * 77, sum, 1e-6);
    }

    private List<RoundTrip> trips(double mark) {
        return RoundTrips.of(fills, instrumentId -> mark, 9);
    }

    private void fill(Side side, int quantity, int price, int quality) {
        long id = fills.size();
        long notional = (long) quantity * price * MONEY;
        fills.add(new Fill(
                id,
                id,
                id,
                id,
                1,
                1,
                side,
                price,
                quantity,
                quantity,
                notional,
                notional / 100,
                0,
                Liquidity.TAKER,
                quality));
    }
}

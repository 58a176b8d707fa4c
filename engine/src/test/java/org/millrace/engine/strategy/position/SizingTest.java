package org.millrace.engine.strategy.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AssetClass;

/** Equity is 10,000 and the price 50 throughout. */
class SizingTest {
    private static final double EQUITY = 10_000;
    private static final double PRICE = 50;

    private final WinLoss past = new WinLoss();

    @Test
    void shouldBeFixed() {
        assertThat(new Sizing(3, 0, 0, 0).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(3);
    }

    @Test
    void shouldBeAFractionOfEquity() {
        assertThat(new Sizing(3, 0.25, 0, 0).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(50); // 2,500 of 50 each
    }

    @Test
    void shouldGiveEquityTheVolatilityAskedFor() {
        Sizing sizing = new Sizing(3, 0, 0.1, 0);

        assertThat(sizing.quantity(EQUITY, PRICE, 0.4, past)).isEqualTo(50); // a quarter of equity
        assertThat(sizing.quantity(EQUITY, PRICE, Double.NaN, past)).isEqualTo(0);
        assertThat(sizing.quantity(EQUITY, PRICE, 0, past)).isEqualTo(0);
    }

    @Test
    void shouldBeTheLeastOfSeveral() {
        assertThat(new Sizing(3, 0.5, 0.1, 0).quantity(EQUITY, PRICE, 0.4, past))
                .isEqualTo(50);
        assertThat(new Sizing(3, 0.2, 0.1, 0).quantity(EQUITY, PRICE, 0.4, past))
                .isEqualTo(40);
    }

    @Test
    void shouldFollowKellyOnceEnoughIsKnown() {
        Sizing sizing = new Sizing(3, 0, 0, 1);
        trades(11, 150, 8, 100);
        assertThat(sizing.quantity(EQUITY, PRICE, Double.NaN, past)).isEqualTo(3);

        trades(1, 150, 0, 0);

        // 12 of 20 won, 1.5 for each 1 lost: 0.6 - 0.4 / 1.5 = 1 / 3
        assertThat(past.kelly()).isEqualTo(1.0 / 3, within(1e-15));
        assertThat(sizing.quantity(EQUITY, PRICE, Double.NaN, past)).isEqualTo(200.0 / 3, within(1e-12));
        assertThat(new Sizing(3, 0, 0, 0.1).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(20);
    }

    @Test
    void shouldNotBetWithoutAnEdge() {
        trades(10, 100, 10, 110);

        assertThat(past.kelly()).isEqualTo(0.5 - 0.5 * 1.1, within(1e-15));
        assertThat(new Sizing(3, 0, 0, 0.5).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(0);
    }

    @Test
    void shouldBeCappedWhereNothingWasEverLost() {
        trades(20, 100, 0, 0);
        assertThat(new Sizing(3, 0, 0, 0.2).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(40);
    }

    @Test
    void shouldBetNothingWhereNothingWasEverWon() {
        trades(0, 0, 20, 100);
        assertThat(new Sizing(3, 0, 0, 0.2).quantity(EQUITY, PRICE, Double.NaN, past))
                .isEqualTo(0);
    }

    @Test
    void shouldMeasureVolatilityOfLogarithmicReturns() {
        Volatility volatility = new Volatility();
        for (int i = 0; i <= Volatility.WINDOW; i++) {
            assertThat(volatility.ofBar()).isNaN();
            volatility.update(100 * StrictMath.exp(i % 2 * 0.01)); // up 0.01, down 0.01 in turn
        }

        // python3: v = sqrt(sum(x * x for x in [0.01, -0.01] * 10) / 19); v * sqrt(365 * 1440)
        assertThat(volatility.ofBar()).isEqualTo(0.010259783520851542, within(1e-14));
        assertThat(volatility.ofYear(60, AssetClass.CRYPTO)).isEqualTo(7.43816615769463, within(1e-11));
    }

    @Test
    void shouldKnowHowManyBarsAYearHas() {
        assertThat(Volatility.barsOfYear(86_400, AssetClass.EQUITY)).isEqualTo(252);
        assertThat(Volatility.barsOfYear(60, AssetClass.EQUITY)).isEqualTo(252 * 390);
        assertThat(Volatility.barsOfYear(604_800, AssetClass.EQUITY)).isEqualTo(36);
        assertThat(Volatility.barsOfYear(86_400, AssetClass.CRYPTO)).isEqualTo(365);
        assertThat(Volatility.barsOfYear(60, AssetClass.CRYPTO)).isEqualTo(365 * 1_440);
    }

    @Test
    void shouldStopAtTheNearer() {
        assertThat(new Stops(0.02, 0, 0).distance(PRICE, Double.NaN)).isEqualTo(1);
        assertThat(new Stops(0, 3, 0).distance(PRICE, 0.5)).isEqualTo(1.5);
        assertThat(new Stops(0.02, 3, 0).distance(PRICE, 0.5)).isEqualTo(1);
        assertThat(new Stops(0.02, 3, 0).distance(PRICE, 0.25)).isEqualTo(0.75);
        assertThat(new Stops(0, 3, 0).distance(PRICE, Double.NaN)).isNaN();
        assertThat(new Stops(0, 0, 0.1).distance(PRICE, Double.NaN)).isEqualTo(0);
        assertThat(new Stops(0, 0, 0.1).trail(PRICE)).isEqualTo(5);
    }

    private void trades(int wins, double won, int losses, double lost) {
        for (int i = 0; i < wins; i++) {
            past.add(won);
        }
        for (int i = 0; i < losses; i++) {
            past.add(-lost);
        }
    }
}

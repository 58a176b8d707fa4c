package org.millrace.engine.strategy.shipped;

import java.util.stream.Stream;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;

/** The strategies that come with the engine. */
public final class ShippedStrategies {
    private ShippedStrategies() {}

    public static StrategyLibrary library() {
        return new StrategyLibrary(Stream.of(
                        Crossover.class,
                        Rsi.class,
                        Macd.class,
                        BollingerReversion.class,
                        Momentum.class,
                        CrossVenueSpread.class,
                        ModelDriven.class)
                .map(StrategyType::of)
                .toList());
    }
}

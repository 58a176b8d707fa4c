package org.millrace.engine.strategy.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.engine.strategy.shipped.ModelDriven;

/** A model that says where to go, and minute bars whose prices are whole numbers; what the strategy then says and does. */
public final class ModelTape {
    private static final long BAR_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000L;
    private static final double SURE = 0.9;

    private final StrategyTape tape =
            new StrategyTape(new StrategyLibrary(List.of(StrategyType.of(ModelDriven.class))));
    private int bars;

    /** Returns the stages behind it. */
    public StrategyTape stages() {
        return tape;
    }

    /** Starts the strategy, which follows a model that is sure. */
    public void start(Map<String, Double> values) {
        tape.start(1, "ModelDriven", sure(values));
    }

    /** Starts it in the place of the one that runs. */
    public void run(Map<String, Double> values) {
        tape.run(1, "ModelDriven", sure(values));
    }

    /** The price will rise. */
    public void up() {
        tape.prediction(now(), 1, 0, 1, Double.NaN);
    }

    /** The price will fall. */
    public void down() {
        tape.prediction(now(), 1, 1, 0, Double.NaN);
    }

    /** Nobody knows. */
    public void flat() {
        tape.prediction(now(), 1, 0, 0, Double.NaN);
    }

    /** A bar of one price. */
    public void bar(long price) {
        bar(price, price, price, price);
    }

    /** A bar, a minute behind the last one. */
    public void bar(long open, long high, long low, long close) {
        tape.bar(1, 60, now(), open * UNIT, high * UNIT, low * UNIT, close * UNIT);
        bars++;
    }

    /** Returns what orders and fills have come since the last time. */
    public List<String> said() {
        return DeskLog.take(tape.out());
    }

    /** Returns what fills have come since the last time. */
    public List<String> fills() {
        return said().stream().filter(each -> each.startsWith("fill")).toList();
    }

    private long now() {
        return tape.events().time() + bars * BAR_NS;
    }

    private static Map<String, Double> sure(Map<String, Double> values) {
        Map<String, Double> all = new TreeMap<>(values);
        all.put("probability", SURE);
        return all;
    }
}

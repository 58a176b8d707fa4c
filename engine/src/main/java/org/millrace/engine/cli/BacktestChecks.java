package org.millrace.engine.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.program.OperationFailed;

/** Says why a backtest came to nothing. */
final class BacktestChecks {
    private BacktestChecks() {}

    /**
     * Looks at what came of a backtest.
     *
     * @throws OperationFailed if it ran on nothing, or nothing was traded
     */
    static void check(BacktestResult result) {
        BacktestResult.Facts facts = result.facts();
        if (facts.events() == 0) {
            throw new OperationFailed("the journal has no events before --to");
        }
        if (result.spec().fromNs() > facts.endNs()) {
            throw new OperationFailed(
                    "nothing happened from --from on: the journal ends at " + Instant.EPOCH.plusNanos(facts.endNs()));
        }
        List<String> names = facts.defined().stream().map(InstrumentName::of).toList();
        facts.missing().stream()
                .filter(start -> !start.instrument().isEmpty())
                .findFirst()
                .ifPresent(start -> {
                    if (names.stream()
                            .noneMatch(name ->
                                    name.equals(start.instrument()) || name.endsWith(":" + start.instrument()))) {
                        throw new OperationFailed(
                                "instrument " + start.instrument() + ": the journal has only " + names);
                    }
                    throw new OperationFailed("nothing happened in the span from --from to --to");
                });
        String benchmark = result.spec().assumptions().benchmark();
        if (!benchmark.isEmpty()
                && names.stream().noneMatch(name -> name.equals(benchmark) || name.endsWith(":" + benchmark))) {
            throw new OperationFailed("benchmark " + benchmark + ": the journal has only " + names);
        }
        facts.idle().stream().findFirst().ifPresent(model -> {
            throw new OperationFailed(
                    model.text() + ": the journal declares no such feature set of these bars; it is declared by"
                            + " features.sets of the settings under which a journal is recorded or imported, or of --config");
        });
        if (result.fills().isEmpty()) {
            throw new OperationFailed("nothing was traded" + because(result));
        }
    }

    private static String because(BacktestResult result) {
        BacktestSpec spec = result.spec();
        StringBuilder text = new StringBuilder();
        if (!result.facts().faults().isEmpty()) {
            text.append("; ended by its own fault: ").append(result.facts().faults());
        } else if (!result.refusals().isEmpty()) {
            text.append("; orders were refused: ").append(result.refusals());
        } else if (spec.isAsRecorded()) {
            text.append(": the journal itself has no orders and starts no strategies; --strategy names one");
        }
        Map<Long, Long> bars = result.facts().bars();
        spec.strategies().stream()
                .map(start -> start.values().getOrDefault("timeframe", 0.0).longValue())
                .filter(each -> each != 0 && !bars.containsKey(each) && Timeframes.indexOf(each) == Timeframes.UNKNOWN)
                .findFirst()
                .ifPresent(each -> text.append("; there are no bars of timeframe=" + each
                        + "; of trades the engine makes" + " bars of " + Timeframes.list() + " seconds"));
        if (!bars.isEmpty()) {
            text.append("; bars in the journal: ")
                    .append(bars.entrySet().stream()
                            .map(each -> "%,d of %s"
                                    .formatted(
                                            each.getValue(), org.millrace.codecs.json.Timeframes.text(each.getKey())))
                            .collect(Collectors.joining(", ")))
                    .append(" (a strategy's timeframe is in seconds: --params timeframe=86400)");
        }
        return text.toString();
    }
}

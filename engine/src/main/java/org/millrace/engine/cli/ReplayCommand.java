package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.replay.CutPlan;
import org.millrace.engine.replay.ReplayResult;
import org.millrace.engine.replay.ReplayVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs JournalIn through the stages again and compares with JournalOut, byte for byte. */
@Command(
        name = "replay",
        description = "Runs a journal through the stages again and compares every byte with what was recorded.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Data directory; nobody may be writing it.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Option(names = "--verify", description = "Compare with JournalOut.")
    private boolean verify;

    @Option(
            names = "--cuts",
            paramLabel = "every|auto|N",
            description = "How the line is spread over threads: each number of them and each single cut, as the program"
                    + " would (default), or on N.")
    private String cuts = "auto";

    @Override
    public Integer call() {
        if (!verify) {
            throw new ParameterException(spec.commandLine(), "nothing to do: millrace replay DIR --verify");
        }
        ConveyorSettings settings = new ConveyorSettings(Waiting.SPIN_YIELD, EventRing.DEFAULT_SLOTS, List.of());
        List<ConveyorSettings> plans = CutPlan.of(cuts, ReplayVerifier.stages(), settings);
        ReplayVerifier verifier = new ReplayVerifier(directory);
        for (ConveyorSettings plan : plans) {
            long startNs = System.nanoTime();
            ReplayResult result = verifier.verify(plan);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            String label = plans.size() == 1 ? "" : threads(plan) + ": ";
            System.out.printf(
                    "%s%s, %.1f s, %,.0f inputs/s%n", label, result.text(), seconds, result.inputs() / seconds);
            if (!result.isIdentical()) {
                return ExitCode.FAILED;
            }
        }
        return ExitCode.DONE;
    }

    private static String threads(ConveyorSettings plan) {
        return String.join(
                " | ",
                plan.threads().stream()
                        .map(segment -> String.join(" ", segment.stages()))
                        .toList());
    }
}

package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.engine.why.Question;
import org.millrace.engine.why.Reasons;
import org.millrace.engine.why.ReasonsText;
import org.millrace.engine.why.Why;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.damage.JournalMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a signal, an order, a refusal or a fill. Works while the engine runs. */
@Command(
        name = "why",
        description =
                "Explains a signal, an order, a refusal or a fill: what led to it, what it saw, which rule decided.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Data directory of an engine.")
    private Path directory;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SEQUENCE", description = "Of an event in JournalOut.")
    private Long sequence;

    @Option(names = "--order", paramLabel = "N", description = "The order of this number.")
    private Long order;

    @Option(names = "--fill", paramLabel = "N", description = "The fill of this number.")
    private Long fill;

    @Option(names = "--signal", description = "The newest signal.")
    private boolean signal;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Path journal = directory.resolve(JournalSettings.OUT);
        Question question = question();
        try (JournalReader outputs = JournalReader.open(journal)) {
            Reasons reasons = explain(outputs, question, JournalMark.read(journal));
            System.out.print(json ? ReasonsText.json(reasons) + '\n' : ReasonsText.tree(reasons));
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static Reasons explain(JournalReader outputs, Question question, long last) {
        try (Progress progress = new Progress("events")) {
            return new Why(outputs)
                    .explain(question, at -> progress.show(last == 0 ? 1 : Math.min(1, (double) at / last), at));
        }
    }

    private Question question() {
        List<Question> asked = new ArrayList<>();
        add(asked, Question.Kind.SEQUENCE, sequence);
        add(asked, Question.Kind.ORDER, order);
        add(asked, Question.Kind.FILL, fill);
        add(asked, Question.Kind.SIGNAL, signal ? 0L : null);
        if (asked.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), "One of SEQUENCE, --order, --fill and --signal is to be there.");
        }
        return asked.get(0);
    }

    private static void add(List<Question> asked, Question.Kind kind, Long number) {
        if (number != null) {
            asked.add(new Question(kind, number));
        }
    }
}

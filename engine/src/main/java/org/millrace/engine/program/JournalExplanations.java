package org.millrace.engine.program;

import java.util.Optional;
import java.util.function.Supplier;
import org.millrace.engine.why.Question;
import org.millrace.engine.why.ReasonsText;
import org.millrace.engine.why.Why;
import org.millrace.gateway.strategies.Explanations;
import org.millrace.journal.JournalReader;

/** Explains to the gateway what stands in JournalOut. */
final class JournalExplanations implements Explanations {
    private final Supplier<JournalReader> outputs;

    JournalExplanations(Supplier<JournalReader> outputs) {
        this.outputs = outputs;
    }

    @Override
    public Optional<String> explain(What what, long number) {
        try (JournalReader reader = outputs.get()) {
            return Optional.of(ReasonsText.json(new Why(reader).explain(new Question(kind(what), number), at -> {})));
        } catch (IllegalArgumentException e) { // there is no such thing, or none that is explained
            return Optional.empty();
        }
    }

    private static Question.Kind kind(What what) {
        return switch (what) {
            case SEQUENCE -> Question.Kind.SEQUENCE;
            case ORDER -> Question.Kind.ORDER;
            case FILL -> Question.Kind.FILL;
            case SIGNAL -> Question.Kind.SIGNAL;
        };
    }
}

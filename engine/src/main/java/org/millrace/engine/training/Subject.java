package org.millrace.engine.training;

import java.util.List;
import org.millrace.engine.models.ModelTerms;

/**
 * What a training was about.
 *
 * @param terms       of the model that it made
 * @param instruments that it learnt from, in the order of their rows' indices
 * @param codeVersion of the program
 */
public record Subject(ModelTerms terms, List<String> instruments, String codeVersion) {
    public Subject {
        instruments = List.copyOf(instruments);
    }
}

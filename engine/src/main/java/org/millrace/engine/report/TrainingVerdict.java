package org.millrace.engine.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.millrace.engine.registry.Verdict;
import org.millrace.engine.registry.Verdict.Advice;
import org.millrace.engine.training.Evaluation;
import org.millrace.engine.training.Evaluation.Contender;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.scores.Score;

/** Says whether a model knows more than those who know nothing. */
final class TrainingVerdict {
    private static final String HOLD_OUT = "holdOut";
    private static final String FOLDS = "folds";

    private TrainingVerdict() {}

    /** Judges a model by the hold-out first, and by the folds where it stands there. */
    static Verdict of(TrainingResult result) {
        List<String> ahead = ahead(result.holdOut(), decisive(result)).stream()
                .map(Contender::name)
                .toList();
        long best = result.folds().stream()
                .filter(each -> ahead(each.evaluation(), decisive(result)).isEmpty())
                .count();
        String often =
                "(it does in %d of %d folds)".formatted(best, result.folds().size());
        if (!ahead.isEmpty()) {
            String says = "does NOT beat " + String.join(" nor ", ahead) + " on the hold-out " + often;
            return told(result, Advice.DO_NOT_USE, HOLD_OUT, says + ": do not use it");
        }
        if (!ahead(result.walked(), decisive(result)).isEmpty()) {
            String says = "beats its baselines on the hold-out, but NOT over the folds " + often;
            return told(result, Advice.DO_NOT_RELY, FOLDS, says + ": do not rely on it");
        }
        String says = "beats its baselines out of sample, on the hold-out and over the folds " + often;
        return told(result, Advice.BEATS_BASELINES, HOLD_OUT, says);
    }

    /** Returns the score by which the model is believed or not. */
    static Score decisive(TrainingResult result) {
        return result.plan().target().isDirection() ? Score.LOG_LOSS : Score.ROOT_MEAN_SQUARED_ERROR;
    }

    private static Verdict told(TrainingResult result, Advice advice, String over, String says) {
        Evaluation evaluation = over.equals(FOLDS) ? result.walked() : result.holdOut();
        Score decisive = decisive(result);
        List<Contender> ahead = ahead(evaluation, decisive);
        Contender baseline = strongest(ahead.isEmpty() ? baselines(evaluation) : ahead, decisive);
        Score score = scoreOf(baseline, decisive);
        return new Verdict(
                advice,
                score.key(),
                over,
                evaluation.model().values().get(score),
                baseline.name(),
                value(baseline, score),
                "By %s the model %s. What trades would cost is in the labels alone; a backtest has it all."
                        .formatted(decisive.label().toLowerCase(Locale.ROOT), says));
    }

    /** Returns whoever has the decisive score and is best by it; if none has it, the first. */
    private static Contender strongest(List<Contender> baselines, Score decisive) {
        Comparator<Contender> better = (one, other) -> decisive.isBetter(value(one, decisive), value(other, decisive))
                ? -1
                : decisive.isBetter(value(other, decisive), value(one, decisive)) ? 1 : 0;
        return baselines.stream()
                .filter(each -> scoreOf(each, decisive) == decisive)
                .min(better)
                .orElse(baselines.get(0));
    }

    private static List<Contender> ahead(Evaluation evaluation, Score decisive) {
        return baselines(evaluation).stream()
                .filter(other -> {
                    Score score = scoreOf(other, decisive);
                    return !score.isBetter(evaluation.model().values().get(score), value(other, score));
                })
                .toList();
    }

    private static List<Contender> baselines(Evaluation evaluation) {
        return evaluation.contenders().stream().skip(1).toList();
    }

    /** Returns what somebody is compared by: who states no probabilities, by what he is right about. */
    private static Score scoreOf(Contender other, Score decisive) {
        return Double.isNaN(value(other, decisive)) ? Score.ACCURACY : decisive;
    }

    private static double value(Contender of, Score score) {
        return of.scores().values().get(score);
    }
}

package org.millrace.engine.models;

import java.util.List;
import org.millrace.engine.registry.ModelCard;

/** Versions of a model that expects the price to go on as it went in the last second, and a demo whose engine runs them. */
public final class Followers {
    /** How many predictions drift is taken over, so that it is told of soon. */
    public static final int DRIFT_WINDOW = 20;

    private static final String SET =
            """
            - id: 2
                  name: fast
                  version: 1
                  timeframes: [1s]
                  features: [returns_1, momentum_5]

            models:""";

    private static final String VERDICT =
            """
            "verdict": {"advice": "%s", "score": "logLoss", "over": "holdOut", "model": 0.979, "baseline": "majority",
                        "beside": %s, "says": "By log loss %s it."},""";

    private Followers() {}

    /**
     * Makes a version.
     *
     * @param setVersion that it wants; a demo has the first
     * @param sure       whatever it is, the likeliest direction is the same
     */
    public static TrainedModel of(int version, int setVersion, double sure) {
        WantedFeatures features = new WantedFeatures(2, "fast", setVersion, List.of("returns_1", "momentum_5"));
        ModelTerms terms =
                new ModelTerms("follower", 1, version, features, 1, 2, ModelTarget.DIRECTION, ModelLink.SOFTMAX);
        LinearWeights weights = new LinearWeights(
                new double[][] {{-20_000 * sure, 0}, {0, 0}, {20_000 * sure, 0}}, new double[] {0, 0.2 * sure, 0});
        return TrainedModel.of(terms, weights, Models.shape(0));
    }

    /**
     * Returns what a training might have told of a version: the higher its number, the more often it is right; the first beats its
     * baselines by log loss, the third does not, and of others nobody says so.
     */
    public static ModelCard card(int version) {
        return new ModelCard(
                """
                {"data": {"trainedFrom": "2026-01-01T00:00:00Z", "trainedTo": "2026-08-01T00:00:00Z",
                          "heldOutTo": "2026-09-30T00:00:00Z"},
                 "target": {"label": "direction", "horizon": 2, "cost": 0.00001, "volatility": 0},
                 %s
                 "metrics": {"holdOut": {"model": {"accuracy": 0.5%d}, "majority": {"accuracy": 0.52}}}}"""
                        .formatted(verdict(version), 5 + version));
    }

    private static String verdict(int version) {
        return switch (version) {
            case 1 -> VERDICT.formatted("beats_baselines", "1.09", "use");
            case 3 -> VERDICT.formatted("do_not_use", "0.919", "do not use");
            default -> "";
        };
    }

    /** Changes a demo's settings: it computes what the versions want, and has some run, as {@code promoted} by number. */
    public static String settings(String yaml, List<String> roles) {
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < roles.size(); i++) {
            run.append(i == 0 ? "" : ", ").append("{ name: follower, version: ");
            run.append(i + 1).append(", role: ").append(roles.get(i)).append(", instrument: \"\" }");
        }
        return yaml.replaceFirst("\n\nmodels:", "\n    " + SET)
                .replaceFirst("(?m)(^models:\n.*\n  )run: \\[]", "$1run: [" + run + "]")
                .replace("drift-window: 1000", "drift-window: " + DRIFT_WINDOW);
    }
}

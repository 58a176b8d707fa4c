package org.millrace.engine.line;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.models.Distribution;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.RandomTrees;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelFile;
import org.millrace.engine.registry.ModelRegistry;

/**
 * Models of a feature set that is warm within seconds and takes two messages, as a library and as inputs of a line: two versions
 * of 200 trees of depth 6, and a linear one.
 */
public final class PromotedModels implements ModelLibrary {
    static final int TREES_ID = 1;
    static final int LINEAR_ID = 2;

    private static final int SET_ID = 2;
    private static final int DRIFT_WINDOW = 7;
    private static final FeatureSetSettings SET = new FeatureSetSettings(
            SET_ID,
            "quick",
            1,
            List.of("1s", "5s"),
            "",
            List.of(("returns_1 returns_2 returns_3 returns_4 log_returns_1 log_returns_2 log_returns_3 momentum_1"
                            + " momentum_2 momentum_3 momentum_4 volatility_2 volatility_3 high_low_ratio"
                            + " high_low_ratio_mean_3 volume_change volume_momentum_2 volume_ratio_4 hour"
                            + " trade_imbalance rolling_mean_3 rolling_std_3 rolling_min_4 rolling_max_4")
                    .split(" ", -1)));
    private static final TrainedModel FIRST_TREES = trees(1);
    private static final TrainedModel SECOND_TREES = trees(2);
    private static final TrainedModel LINEAR = linear();
    private static final Map<String, TrainedModel> BY_HASH = Stream.of(FIRST_TREES, SECOND_TREES, LINEAR)
            .collect(Collectors.toUnmodifiableMap(PromotedModels::hash, model -> model));

    @Override
    public LoadedModel load(String name, String hash) {
        TrainedModel model = BY_HASH.get(hash);
        return new LoadedModel(hash, model, model.evaluator());
    }

    /** Keeps them where an engine on a data directory looks for them. */
    public static void keep(Path data) {
        ModelRegistry registry = new ModelRegistry(data.resolve(ModelRegistry.FOLDER));
        ModelArchive archive = new ModelArchive(data.resolve(ModelArchive.FOLDER));
        BY_HASH.values().forEach(each -> archive.keep(registry.add(each, ModelCard.EMPTY, Map.of())));
    }

    /** Returns what has one of trees promoted, and the linear one shadow it, with a drift window of a few predictions. */
    public static List<byte[]> running() {
        List<byte[]> messages = new ArrayList<>(StandardSet.messages(SET, 0));
        messages.addAll(driftWindow(DRIFT_WINDOW));
        messages.add(command(ModelAction.PROMOTE, FIRST_TREES, 0, 1));
        messages.add(command(ModelAction.SHADOW, LINEAR, 0, 2));
        return messages;
    }

    /** Returns a market in which models come, go and come back, and their feature set does. */
    public static List<byte[]> messages(int events, long seed) {
        List<List<byte[]>> acts = List.of(
                running(),
                List.of(command(ModelAction.PROMOTE, SECOND_TREES, 0, 3)),
                List.of(command(ModelAction.SHADOW, FIRST_TREES, 0, 4)),
                List.of(command(ModelAction.ROLL_BACK, SECOND_TREES, 0, 5)),
                List.of(
                        command(ModelAction.PROMOTE, LINEAR, 2, 6),
                        driftWindow(DRIFT_WINDOW - 2).get(0)),
                List.of(command(ModelAction.PROMOTE, LINEAR, 2, 6), command(ModelAction.RETIRE, SECOND_TREES, 0, 7)),
                List.of(command(ModelAction.RETIRE, LINEAR, 0, 8)),
                List.of(StandardSet.end(SET_ID)),
                running(),
                List.of(command(ModelAction.PROMOTE, FIRST_TREES, 0, 9)));
        List<byte[]> messages = Inputs.market(events, seed).messages();
        int begin = messages.size() - events;
        for (int i = acts.size() - 1; i >= 0; i--) {
            messages.addAll(begin + i * events / acts.size(), acts.get(i));
        }
        return messages;
    }

    private static List<byte[]> driftWindow(int predictions) {
        return new Inputs().setting(Setting.MODELS_DRIFT_WINDOW, predictions).messages();
    }

    private static byte[] command(ModelAction action, TrainedModel model, int instrumentId, int id) {
        ModelTerms terms = model.terms();
        byte[] message = new byte[MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH];
        UnsafeBuffer buffer = new UnsafeBuffer(message);
        ModelCommandEncoder command = new ModelCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .accountId(1)
                .modelId(terms.id())
                .modelVersion(terms.version())
                .action(action)
                .name(terms.name());
        command.commandId().leastSignificant(id);
        byte[] hash = HexFormat.of().parseHex(hash(model));
        for (int i = 0; i < hash.length; i++) {
            command.fileHash(i, (short) (hash[i] & 0xFF));
        }
        int flags = EventPrefix.FIRST | EventPrefix.LAST;
        int venue = instrumentId == 0 ? Venue.NONE.value() : Venue.BINANCE.value();
        EventPrefix.writeInput(buffer, 0, id, id, instrumentId, EventPrefix.venueFlags(venue, flags));
        return message;
    }

    private static String hash(TrainedModel model) {
        return ModelFile.hash(ModelFile.write(model));
    }

    private static TrainedModel trees(int version) {
        int features = SET.features().size();
        return TrainedModel.of(
                terms("trees", TREES_ID, version), RandomTrees.trees(200, 6, features, version), shape());
    }

    private static TrainedModel linear() {
        double[] weights = new Random(3).doubles(SET.features().size(), -1, 1).toArray();
        LinearWeights one = new LinearWeights(new double[][] {weights}, new double[] {0.5});
        return TrainedModel.of(terms("linear", LINEAR_ID, 1), one, shape());
    }

    private static ModelTerms terms(String name, int id, int version) {
        WantedFeatures features = new WantedFeatures(SET_ID, "quick", 1, SET.features());
        return new ModelTerms(name, id, version, features, 1, 60, ModelTarget.RETURN, ModelLink.IDENTITY);
    }

    /** Of features that were missing now and then. */
    private static TrainingShape shape() {
        Distribution even = new Distribution(new double[] {-1, 0, 1}, new double[] {0.2, 0.2, 0.2, 0.2, 0.2});
        Distribution[] features = new Distribution[SET.features().size()];
        Arrays.fill(features, even);
        return new TrainingShape(List.of(features), even);
    }
}

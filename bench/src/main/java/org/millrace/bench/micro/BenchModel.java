package org.millrace.bench.micro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.codecs.sbe.ModelCommandEncoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.models.Distribution;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.Trees;
import org.millrace.engine.models.WantedFeatures;

/**
 * 200 whole trees of depth 6 over the set {@code standard} of bars of a second. Each node splits at what a feature was in some
 * bar of the same market, so that the processor cannot foresee the ways.
 */
final class BenchModel {
    private static final int TREES = 200;
    private static final int DEPTH = 6;
    private static final int ROWS = 2_000;
    private static final int BINS = 10;
    private static final int TRADES = 20;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final FeatureSetSettings SET =
            new FeatureSetSettings(1, "standard", 1, List.of("1s"), "binance:BTC-USDT", FeaturesBenchmark.FEATURES);

    private BenchModel() {}

    /** Returns the model. */
    static TrainedModel trained() {
        int features = SET.features().size();
        List<double[]> rows = rows();
        ModelTerms terms = new ModelTerms(
                "bench",
                1,
                1,
                new WantedFeatures(SET.id(), SET.name(), SET.version(), SET.features()),
                1,
                60,
                ModelTarget.RETURN,
                ModelLink.IDENTITY);
        List<Distribution> shapes = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            shapes.add(Distribution.of(column(rows, i), BINS));
        }
        Distribution predictions = Distribution.of(new double[] {-1, 0, 1}, 2);
        return TrainedModel.of(terms, trees(rows), new TrainingShape(shapes, predictions));
    }

    /** Returns a library of it alone. */
    static ModelLibrary library(TrainedModel model) {
        return (name, hash) -> new LoadedModel(hash, model, model.evaluator());
    }

    /** Sends the set's definitions, then the command that promotes the model. */
    static void declareAndPromote(TrainedModel model, EventConsumer to) {
        declare(to);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        new ModelCommandEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .accountId(1)
                .modelId(model.terms().id())
                .modelVersion(model.terms().version())
                .action(ModelAction.PROMOTE)
                .name(model.terms().name())
                .commandId()
                .leastSignificant(1);
        EventPrefix.writeInput(buffer, 0, 0, 0, 0, EventPrefix.venueFlags(0, EventPrefix.FIRST | EventPrefix.LAST));
        to.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + ModelCommandEncoder.BLOCK_LENGTH);
    }

    private static void declare(EventConsumer to) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        for (int i = 0; i < SET.features().size(); i++) {
            new FeatureDefinitions().encode(SET, OneInstrument.ID, i, 0, buffer);
            to.onEvent(buffer, 0, FeatureDefinitions.LENGTH);
        }
    }

    /** Returns the features of bars, those too that are not warm. */
    private static List<double[]> rows() {
        List<double[]> rows = new ArrayList<>();
        double[] row = new double[SET.features().size()];
        FeaturesDecoder decoder = new FeaturesDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        Stage line = StandardLine.upToFeatures((buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == FeaturesDecoder.TEMPLATE_ID) {
                decoder.wrapAndApplyHeader(buffer, offset, header);
                int index = decoder.firstIndex();
                for (FeaturesDecoder.ValuesDecoder value : decoder.values()) {
                    row[index++] = value.value();
                }
                if (index == row.length) {
                    rows.add(row.clone());
                }
            }
        });
        Inputs market = new Inputs(line);
        market.define();
        declare(line);
        while (rows.size() < ROWS) {
            for (int i = 0; i < TRADES; i++) {
                market.trade();
            }
            market.pass(SECOND_NS);
            market.tick();
        }
        return rows;
    }

    private static Trees trees(List<double[]> rows) {
        SplittableRandom random = new SplittableRandom(1);
        int size = (1 << (DEPTH + 1)) - 1;
        int inner = (1 << DEPTH) - 1;
        int count = TREES * size;
        Trees.Nodes nodes =
                new Trees.Nodes(new int[count], new float[count], new int[count], new int[count], new boolean[count]);
        int[] roots = new int[TREES];
        for (int i = 0; i < count; i++) {
            int root = i / size * size;
            boolean isLeaf = i - root >= inner;
            roots[i / size] = root;
            nodes.feature()[i] =
                    isLeaf ? Trees.LEAF : random.nextInt(SET.features().size());
            nodes.threshold()[i] =
                    (float) (isLeaf ? random.nextDouble() - 0.5 : seen(rows, nodes.feature()[i], random));
            nodes.left()[i] = isLeaf ? 0 : root + 2 * (i - root) + 1;
            nodes.right()[i] = isLeaf ? 0 : root + 2 * (i - root) + 2;
            nodes.missingLeft()[i] = random.nextBoolean();
        }
        return new Trees(new float[1], roots, nodes);
    }

    /** Returns what a feature was in some bar; 0 where it never was anything. */
    private static double seen(List<double[]> rows, int feature, SplittableRandom random) {
        double[] known = Arrays.stream(column(rows, feature))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return known.length == 0 ? 0 : known[random.nextInt(known.length)];
    }

    private static double[] column(List<double[]> rows, int feature) {
        return rows.stream().mapToDouble(row -> row[feature]).toArray();
    }
}

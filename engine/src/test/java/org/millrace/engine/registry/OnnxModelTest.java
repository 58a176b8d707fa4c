package org.millrace.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.WantedFeatures;

class OnnxModelTest {
    private static final Path FILE = Path.of("network.onnx");
    private static final float[][] WEIGHTS = {{0.5f, -0.25f, 1}, {-2, 0.125f, 0.75f}};

    @BeforeEach
    void needTheLibrary() {
        OnnxFile.assumeLoadable();
    }

    @Test
    void shouldGiveTheProbabilitiesThatTheNetworkGives() {
        Model model = OnnxModel.of(FILE, OnnxFile.softmax(WEIGHTS), terms(ModelTarget.DIRECTION, ModelLink.SOFTMAX));
        SplittableRandom random = new SplittableRandom(1);
        double[] out = new double[3];

        for (int i = 0; i < 100; i++) {
            double[] row = {random.nextDouble(-3, 3), random.nextDouble(-3, 3)};
            model.predict(row, out);

            assertThat(out).containsExactly(softmax(row), within(1e-6));
        }
    }

    @Test
    void shouldGiveTheValueThatTheNetworkGives() {
        Model model = OnnxModel.of(
                FILE, OnnxFile.linear(new float[][] {{2}, {-1}}), terms(ModelTarget.RETURN, ModelLink.IDENTITY));
        double[] out = new double[1];

        model.predict(new double[] {3, 4}, out);

        assertThat(out).containsExactly(2);
    }

    @Test
    void shouldPredictNoMoreOnceItIsClosed() {
        OnnxModel model = OnnxModel.of(
                FILE, OnnxFile.linear(new float[][] {{2}, {-1}}), terms(ModelTarget.RETURN, ModelLink.IDENTITY));

        model.close();

        assertThatThrownBy(() -> model.predict(new double[2], new double[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseWhatTakesOtherFeaturesOrGivesSomethingElse() {
        ModelTerms direction = terms(ModelTarget.DIRECTION, ModelLink.SOFTMAX);

        assertThatThrownBy(() -> OnnxModel.of(FILE, OnnxFile.softmax(new float[][] {{1, 2, 3}}), direction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("network.onnx: takes ")
                .hasMessageEndingWith("expected one tensor of floats, 1 x 2: the features of the set");
        assertThatThrownBy(() -> OnnxModel.of(FILE, OnnxFile.linear(new float[][] {{1}, {2}}), direction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("network.onnx: gives ")
                .hasMessageEndingWith("expected a tensor of floats, 1 x 3: the probabilities of down, neutral and up");
    }

    @Test
    void shouldRefuseWhatIsNoNetwork() {
        assertThatThrownBy(
                        () -> OnnxModel.of(FILE, new byte[] {1, 2, 3}, terms(ModelTarget.DIRECTION, ModelLink.SOFTMAX)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("network.onnx: ONNX Runtime cannot load it: ");
    }

    private static double[] softmax(double[] row) {
        double[] shares = new double[3];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = Math.exp(row[0] * WEIGHTS[0][k] + row[1] * WEIGHTS[1][k]);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }

    private static ModelTerms terms(ModelTarget target, ModelLink link) {
        WantedFeatures features = new WantedFeatures(1, "core", 1, List.of("returns_1", "momentum_5"));
        return new ModelTerms("network", 1, 1, features, 60, 60, target, link);
    }
}

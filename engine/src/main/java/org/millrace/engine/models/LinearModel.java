package org.millrace.engine.models;

/** Weights times features, added up in their order as doubles; the margins are then floats, as those of trees. */
public final class LinearModel implements Model {
    private final double[][] weights;
    private final double[] bias;
    private final float[] margins;
    private final ModelLink link;

    public LinearModel(LinearWeights linear, ModelLink link) {
        weights = linear.weights();
        bias = linear.bias();
        margins = new float[bias.length];
        this.link = link;
    }

    @Override
    public void predict(double[] features, double[] out) {
        for (int i = 0; i < margins.length; i++) {
            double sum = bias[i];
            double[] row = weights[i];
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * features[j];
            }
            margins[i] = (float) sum;
        }
        link.apply(margins, out);
    }
}

package org.millrace.engine.models;

/** How margins become a prediction. */
public enum ModelLink {
    /** Three margins, of down, neutral and up. */
    SOFTMAX(3) {
        @Override
        void apply(float[] margins, double[] out) {
            float most = Math.max(margins[0], Math.max(margins[1], margins[2]));
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                margins[i] = (float) StrictMath.exp(margins[i] - most);
                sum += margins[i];
            }
            for (int i = 0; i < 3; i++) {
                out[i] = margins[i] / (float) sum;
            }
        }
    },
    /** One margin, of up; what is left is down, and nothing is neutral. */
    LOGISTIC(1) {
        @Override
        void apply(float[] margins, double[] out) {
            out[2] = 1f / (1f + (float) StrictMath.exp(-Math.max(margins[0], -88f))); // exp(89) is no float
            out[1] = 0;
            out[0] = 1 - out[2];
        }
    },
    /** One margin, which is the value. */
    IDENTITY(1) {
        @Override
        void apply(float[] margins, double[] out) {
            out[0] = margins[0];
        }
    };

    private final int margins;

    ModelLink(int margins) {
        this.margins = margins;
    }

    /** Returns how many margins it takes. */
    public int margins() {
        return margins;
    }

    /** Makes a prediction of margins, which it may change. */
    abstract void apply(float[] margins, double[] out);
}

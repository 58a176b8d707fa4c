package org.millrace.engine.registry;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelTerms;

/**
 * A model that ONNX Runtime evaluates, on the caller's thread and into memory that is made once. Its calls make objects all the
 * same, and its arithmetic is that of the library and the processor: a replay on another machine may differ in the last bits.
 */
final class OnnxModel implements Model {
    /** Of the library's 1.29.0 on Linux: beyond some 3,950 bytes it crashes the process as it is loaded. */
    private static final int LONGEST_COMMAND_LINE = 3_800;

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxValue> outputs;

    private OnnxModel(OrtSession session, Shape shape, int features, int length) throws OrtException {
        this.session = session;
        input = floats(features);
        output = floats(length);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OnnxTensor in = OnnxTensor.createTensor(environment, input, new long[] {1, features});
        OnnxTensor out = OnnxTensor.createTensor(
                environment, output, shape.outputRank() == 1 ? new long[] {1} : new long[] {1, length});
        inputs = Map.of(shape.inputName(), in);
        outputs = Map.of(shape.outputName(), out);
    }

    /** What is fed and fetched. */
    private record Shape(String inputName, String outputName, int outputRank) {}

    /**
     * Loads one.
     *
     * @param file for errors
     * @throws IllegalArgumentException if it is no model of ONNX, or does not take and give what a model's terms say
     */
    static OnnxModel of(Path file, byte[] onnx, ModelTerms terms) {
        int features = terms.features().names().size();
        int length = terms.target().outputs();
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException(file + ": " + obstacle);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setDeterministicCompute(true);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
            try {
                return new OnnxModel(session, shape(session, file, features, length), features, length);
            } catch (IllegalArgumentException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(file + ": ONNX Runtime cannot load it: " + e.getMessage(), e);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new IllegalStateException(file + ": ONNX Runtime has no native library for this machine: " + e, e);
        }
    }

    @Override
    public void predict(double[] features, double[] out) {
        for (int i = 0; i < input.capacity(); i++) {
            input.put(i, (float) features[i]);
        }
        try {
            session.run(inputs, outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot evaluate the model", e);
        }
        for (int i = 0; i < output.capacity(); i++) {
            out[i] = output.get(i);
        }
    }

    @Override
    public void close() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxValue::close);
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot give back the model's memory", e);
        }
    }

    /** Returns why the library cannot be loaded into this process; empty: it can. */
    static String obstacle() {
        try {
            int length = Files.exists(COMMAND_LINE) ? Files.readAllBytes(COMMAND_LINE).length : 0;
            return length <= LONGEST_COMMAND_LINE
                    ? ""
                    : "ONNX Runtime cannot be loaded by a process whose command line is longer than "
                            + LONGEST_COMMAND_LINE + " bytes; this one's has " + length
                            + ": shorten its arguments, or give the class path by CLASSPATH or an @file";
        } catch (IOException e) {
            return "ONNX Runtime is not loaded where " + COMMAND_LINE + " cannot be read: " + e.getMessage();
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static Shape shape(OrtSession session, Path file, int features, int length) throws OrtException {
        var in = session.getInputInfo().entrySet().iterator().next();
        boolean isOneInput = session.getNumInputs() == 1
                && in.getValue().getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && fits(tensor.getShape(), features);
        if (!isOneInput) {
            throw new IllegalArgumentException(
                    file + ": takes " + session.getInputInfo().values() + ", expected one tensor of floats, 1 x "
                            + features + ": the features of the set");
        }
        for (var each : session.getOutputInfo().entrySet()) {
            if (each.getValue().getInfo() instanceof TensorInfo tensor
                    && tensor.type == OnnxJavaType.FLOAT
                    && (fits(tensor.getShape(), length) || (length == 1 && tensor.getShape().length == 1))) {
                return new Shape(in.getKey(), each.getKey(), tensor.getShape().length);
            }
        }
        throw new IllegalArgumentException(
                file + ": gives " + session.getOutputInfo().values()
                        + ", expected a tensor of floats, 1 x " + length
                        + (length == 1 ? ": the value" : ": the probabilities of down, neutral and up"));
    }

    /** Tells whether a shape may be 1 x n; −1 stands for any number. */
    private static boolean fits(long[] shape, int n) {
        return shape.length == 2
                && Arrays.stream(shape, 0, 1).allMatch(rows -> rows == 1 || rows == -1)
                && (shape[1] == n || shape[1] == -1);
    }
}

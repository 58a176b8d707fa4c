package org.millrace.engine.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/**
 * Writes small networks as ONNX files: one layer without bias. The format is the protocol buffers of {@code onnx.proto3} of
 * the ONNX project, of which this knows what it needs.
 */
public final class OnnxFile {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 13;
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OnnxFile() {}

    /** Skips a test where such files cannot be evaluated, and says why. */
    public static void assumeLoadable() {
        String obstacle = OnnxModel.obstacle();
        Assumptions.assumeTrue(obstacle.isEmpty(), obstacle);
    }

    /** Returns a network that gives softmax(x · weights); by feature and class. */
    public static byte[] softmax(float[][] weights) {
        OnnxFile graph = new OnnxFile().part(1, node("MatMul", "sum", "x", "w")).part(1, node("Softmax", "y", "sum"));
        return model(graph, weights);
    }

    /** Returns a network that gives x · weights; by feature and value. */
    public static byte[] linear(float[][] weights) {
        return model(new OnnxFile().part(1, node("MatMul", "y", "x", "w")), weights);
    }

    private static byte[] model(OnnxFile graph, float[][] weights) {
        int inputs = weights.length;
        int outputs = weights[0].length;
        graph.text(2, "network")
                .part(5, tensor(weights))
                .part(11, value("x", inputs))
                .part(12, value("y", outputs));
        return new OnnxFile()
                .number(1, IR_VERSION)
                .part(7, graph)
                .part(8, new OnnxFile().number(2, OPERATORS))
                .bytes
                .toByteArray();
    }

    private static OnnxFile node(String operator, String output, String... inputs) {
        OnnxFile node = new OnnxFile();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    private static OnnxFile tensor(float[][] weights) {
        ByteBuffer values = ByteBuffer.allocate(weights.length * weights[0].length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : weights) {
            for (float value : row) {
                values.putFloat(value);
            }
        }
        return new OnnxFile()
                .number(1, weights.length)
                .number(1, weights[0].length)
                .number(2, FLOAT)
                .text(8, "w")
                .field(9, values.array());
    }

    /** A tensor of floats, 1 x n. */
    private static OnnxFile value(String name, int n) {
        OnnxFile shape = new OnnxFile().part(1, new OnnxFile().number(1, 1)).part(1, new OnnxFile().number(1, n));
        OnnxFile type = new OnnxFile().number(1, FLOAT).part(2, shape);
        return new OnnxFile().text(1, name).part(2, new OnnxFile().part(1, type));
    }

    private OnnxFile part(int field, OnnxFile part) {
        return field(field, part.bytes.toByteArray());
    }

    private OnnxFile text(int field, String text) {
        return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxFile field(int field, byte[] content) {
        varint(((long) field << 3) | BYTES);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private OnnxFile number(int field, long value) {
        varint(((long) field << 3) | VARINT);
        varint(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}

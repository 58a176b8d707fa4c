package org.millrace.engine.models;

/** How a model computes. */
public enum ModelKind {
    /** Gradient-boosted trees. */
    TREES,
    /** Weights of features, and a bias. */
    LINEAR,
    /** A file of its own, which ONNX Runtime evaluates. */
    ONNX
}

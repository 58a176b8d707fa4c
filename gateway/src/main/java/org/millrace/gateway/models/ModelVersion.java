package org.millrace.gateway.models;

import java.util.List;
import java.util.Optional;

/**
 * A version of a model in the registry.
 *
 * @param name      of the model
 * @param version   from 1
 * @param id        number of the name, by which predictions tell of it
 * @param hash      SHA-256 of its file, 64 hexadecimal digits
 * @param kind      {@code trees}, {@code linear} or {@code onnx}
 * @param target    {@code direction} or {@code return}
 * @param timeframe of the bars behind its features, in seconds
 * @param horizon   how far it looks ahead, in seconds
 * @param wants     its feature set
 * @param threshold of a direction
 * @param verdict   of its training; empty: there is none, as of a model from elsewhere
 */
public record ModelVersion(
        String name,
        int version,
        int id,
        String hash,
        String kind,
        String target,
        long timeframe,
        long horizon,
        Wants wants,
        Threshold threshold,
        Optional<ModelVerdict> verdict) {
    /**
     * A feature set.
     *
     * @param features names of its values, in their order
     */
    public record Wants(int setId, String setName, int setVersion, List<String> features) {
        public Wants {
            features = List.copyOf(features);
        }
    }

    /**
     * Within which a return is neutral, as training had it: the larger of both.
     *
     * @param cost       as part of the price
     * @param volatility in deviations of returns over the horizon
     */
    public record Threshold(double cost, double volatility) {
        /** Of a model whose training tells of none. */
        public static final Threshold NONE = new Threshold(0, 0);
    }
}

package org.millrace.engine.models;

/**
 * A model that can predict.
 *
 * @param hash      SHA-256 of its model.json, 64 hexadecimal digits
 * @param model     as its file has it
 * @param evaluator predicts; of this one alone, as it has room of its own
 */
public record LoadedModel(String hash, TrainedModel model, Model evaluator) {}

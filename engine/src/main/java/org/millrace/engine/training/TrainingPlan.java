package org.millrace.engine.training;

/**
 * What is to be trained, and how it is judged.
 *
 * @param target     what the model is to foretell
 * @param splits     of the rows
 * @param parameters of the model
 */
public record TrainingPlan(Target target, Splits.Plan splits, Parameters parameters) {}

package org.millrace.gateway.models;

/**
 * What each feature adds to a prediction. Contributions of a margin and its expected value add up to the margin.
 *
 * @param prediction    probabilities of down, neutral and up, or the value
 * @param contributions of each margin, of each feature; last what is expected where nothing is known
 */
public record ModelExplanation(double[] prediction, double[][] contributions) {}

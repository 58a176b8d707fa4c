/**
 * Feature sets of closed time bars: named, versioned lists of numbers that models are trained with and asked by. {@link
 * org.millrace.engine.features.FeaturesStage} runs on the conveyor's thread; it holds one {@code FeatureSet} for each
 * declared set and in it one {@code FeatureSeries} for each instrument and timeframe.
 *
 * <p>Each value is computed from the bars of its own window alone, oldest first, so it has the same bits wherever the
 * window stands in a history. Formulas stand beside their names in {@link org.millrace.engine.features.FeatureKind}.
 */
package org.millrace.engine.features;

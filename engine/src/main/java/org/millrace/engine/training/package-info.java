/**
 * Trains models from journals or the store: rows of features and what came after them, splits in time, boosted trees and linear models
 * by XGBoost, baselines. Off the line, on the caller's thread (and as many of the library's as it is told).
 * Splits after López de Prado, Advances in Financial Machine Learning (2018), chapter 7.
 */
package org.millrace.engine.training;

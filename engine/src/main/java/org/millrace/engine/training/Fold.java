package org.millrace.engine.training;

/**
 * Rows to learn from, and rows to be judged by that come in no choice.
 *
 * @param train rows by time
 * @param test  rows by time, one behind the other
 */
public record Fold(int[] train, int[] test) {}

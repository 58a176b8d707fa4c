/**
 * Finding out whether a strategy is any good, and how far to believe it: searches of parameters over parallel workers,
 * walk-forward analysis, Monte Carlo. What is random comes of a seed; nothing depends on the number of workers.
 */
package org.millrace.engine.research;

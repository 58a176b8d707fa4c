/** Strategies to begin with: each shows one idea, and is the place to copy from. None is advice. */
package org.millrace.engine.strategy.shipped;

/** What a figure was measured under: machine, JDK, load, and what it costs to hand a cache line to another core. */
package org.millrace.bench.conditions;

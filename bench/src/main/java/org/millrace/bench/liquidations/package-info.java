/** Measures the stage of liquidations over years of hours, beside computing all of them again, and the whole pipeline. */
package org.millrace.bench.liquidations;

/** Measures the stage of liquidations over years of hours, beside computing all of them again. */
package org.millrace.bench.liquidations;

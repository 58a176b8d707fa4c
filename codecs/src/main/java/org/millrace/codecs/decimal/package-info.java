/**
 * Decimal numbers as {@code mantissa × 10^exponent}: {@link org.millrace.codecs.decimal.Decimals} for prices and
 * quantities in 64 bits, {@link org.millrace.codecs.decimal.Amounts} for their products in 128. Exact, or refused:
 * never rounded. Static and without allocation, for any thread. Eight digits are read at a time as in D. Lemire, "Number
 * Parsing at a Gigabyte per Second", 2021, section 6.
 */
package org.millrace.codecs.decimal;

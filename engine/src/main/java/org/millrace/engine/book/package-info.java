/**
 * The third stage: keeps each instrument's order book whole or says that it is not, publishes its top after every whole
 * update, and compares it with what the venue itself calls the top (venue rules: {@code U}/{@code u} of Binance's diff
 * depth streams). Runs on the line's thread; allocates only when an instrument is defined or a book outgrows its arrays.
 */
package org.millrace.engine.book;

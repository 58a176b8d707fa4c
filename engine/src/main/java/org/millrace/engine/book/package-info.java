/**
 * The third stage: keeps each instrument's order book whole or says that it is not, publishes its top after every whole
 * update, and compares it with what the venue says of it besides: quotes and first levels at an update id ({@code u} of
 * Binance's diff depth streams), snapshots, checksums. Runs on the line's thread; allocates only when an instrument is defined or a book outgrows its arrays.
 */
package org.millrace.engine.book;

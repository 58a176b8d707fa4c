/**
 * The second stage: what cannot be true is refused with its reason, what is hard to believe is flagged and judged by
 * what the market does next, and how good an instrument's data is becomes a score. Runs on the line's thread; reads no
 * clock, allocates only when an instrument is defined or a window is resized.
 */
package org.millrace.engine.quality;

/** Instruments: what an id stands for, and how a venue's symbol becomes an id. */
package org.millrace.codecs.instrument;

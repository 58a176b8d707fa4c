/**
 * What decoding costs, venue by venue, beside the libraries that one would use otherwise. Frames have the fields, their order
 * and the lengths of recorded ones, and are written here.
 */
package org.millrace.bench.decoding;

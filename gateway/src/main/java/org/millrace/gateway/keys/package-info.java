/**
 * API keys: 256 random bits each, of which the file keeps a public id and a hash. {@link org.millrace.gateway.keys.KeyFile}
 * is written by the command line, a line for each thing done, and read by the gateway whenever it was written.
 */
package org.millrace.gateway.keys;

/** WebSocket clients of the least possible weight, so that a benchmark measures the server: one thread for all of them. */
package org.millrace.bench.client;

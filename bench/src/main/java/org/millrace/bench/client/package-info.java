/**
 * WebSocket clients of the least possible weight, so that a benchmark measures the server: one thread for all of them.
 * Also what the servers of the controls share: who is connected to one.
 */
package org.millrace.bench.client;

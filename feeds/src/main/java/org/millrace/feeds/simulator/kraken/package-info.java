/**
 * The simulator's face of Kraken: WebSocket v2 at {@code /v2} and v1 at {@code /}, messages as in the venue's "WebSocket
 * API", their shape as in recorded frames.
 */
package org.millrace.feeds.simulator.kraken;

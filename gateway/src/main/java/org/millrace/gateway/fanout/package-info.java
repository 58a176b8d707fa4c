/**
 * From the engine's last stage to the gateway's event loops: which channel an event travels on
 * ({@link org.millrace.gateway.fanout.Channels}), its number there ({@link org.millrace.gateway.fanout.StreamNumbers}),
 * and the off-heap ring that one thread writes and many read ({@link org.millrace.gateway.fanout.FanOutBuffer}). The
 * writer never waits; a reader that it laps goes on from JournalOut. Frames are laid out as the gateway's protocol says.
 */
package org.millrace.gateway.fanout;

/**
 * Latency from a venue's socket to a client's: a venue on loopback sends trades on a schedule, open loop, and each
 * arrival counts from the moment at which its frame was meant to be sent. The engine runs in a JVM of its own, as
 * installed; so does the control beside it, a relay that only passes frames on. One thread sends, one receives.
 */
package org.millrace.bench.latency;

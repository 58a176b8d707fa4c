/**
 * The newest message of each stream, as one event loop has read it: what subscribers' snapshots and REST answers are
 * made of. Each event loop has its own {@link org.millrace.gateway.latest.LatestValues}, used on its thread only.
 */
package org.millrace.gateway.latest;

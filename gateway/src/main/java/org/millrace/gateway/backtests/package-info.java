/** Backtests as the gateway asks for them, and as the engine says how they stand. */
package org.millrace.gateway.backtests;

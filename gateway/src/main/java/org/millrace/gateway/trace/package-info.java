/**
 * Follows what is asked of the gateway: requests, control messages, commands. {@link org.millrace.gateway.trace.Tracer}
 * is what the rest knows; {@link org.millrace.gateway.trace.OtlpTracer} sends spans to a collector of OpenTelemetry, and
 * is the only class that needs its libraries. Events of the line are not traced: they have their latency in metrics.
 */
package org.millrace.gateway.trace;

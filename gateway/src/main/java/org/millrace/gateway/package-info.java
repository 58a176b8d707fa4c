/** Serves the line's events to subscribers and browsers: {@link org.millrace.gateway.Gateway} wires the parts. */
package org.millrace.gateway;

/**
 * The WebSocket protocol: {@link org.millrace.gateway.websocket.Upgrade} opens a connection, a {@code ClientSession}
 * speaks the control messages, and each event loop's {@link org.millrace.gateway.websocket.Distributor} drains the
 * fan-out ring and writes each batch once for all sessions that want the same. Everything of a session happens on its
 * event loop. The protocol is described in the module's README.
 */
package org.millrace.gateway.websocket;

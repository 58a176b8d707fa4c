/**
 * How the WebSocket protocol's messages look: control messages as JSON, packets of framed events as bytes or text, codes.
 * Nothing here knows a connection. The protocol is described in the module's README.
 */
package org.millrace.gateway.protocol;

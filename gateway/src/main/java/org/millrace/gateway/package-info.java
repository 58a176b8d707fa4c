/** Puts events in front of subscribers: binary WebSocket, REST, metrics and the dashboard. */
package org.millrace.gateway;

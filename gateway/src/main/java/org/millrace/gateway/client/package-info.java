/**
 * A client of the gateway's WebSocket, for programs in Java: {@link org.millrace.gateway.client.MillraceClient} speaks the
 * protocol and reconnects where it was, a {@link org.millrace.gateway.client.StreamListener} is shown each event in the
 * buffer it came in, to be read with the generated codecs. Calls to the listener come one at a time, on threads of the
 * JDK's WebSocket. Knows nothing of the server's packages, so that it can be taken out.
 */
package org.millrace.gateway.client;

/**
 * How many messages a second one event loop brings to many clients over real sockets: the gateway's, beside Netty sending
 * bytes that were made in advance. Whoever writes does so on that loop, a flush behind a flush; one thread receives.
 */
package org.millrace.bench.fanout;

/** What the gateway's tests share: a running gateway, clients over real sockets, a market that moves. */
package org.millrace.gateway.support;

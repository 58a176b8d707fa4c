/**
 * HTTP on Netty: heads are checked byte by byte before anything else sees them
 * ({@link org.millrace.gateway.http.HeadGuard}), then Host, Origin and path, then one
 * {@link org.millrace.gateway.http.Endpoint} answers. All on event loops. Framing rules: RFC 9112; errors: RFC 9457.
 */
package org.millrace.gateway.http;

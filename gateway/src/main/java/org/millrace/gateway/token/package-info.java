/**
 * JSON Web Tokens (RFC 7519, with the practice of RFC 8725): who may sign them, whether one holds, and how our own are
 * made. What {@link org.millrace.gateway.token.Tokens} has read does not change and is used by any thread.
 */
package org.millrace.gateway.token;

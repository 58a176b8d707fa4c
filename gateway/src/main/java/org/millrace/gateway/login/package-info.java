/**
 * Lets people in: {@link org.millrace.gateway.login.Gatekeeper} checks what they show against keys and tokens, makes them
 * wait after failures, and hands out tickets. It is asked on event loops; what it knows is read anew by its own agent
 * whenever a file was written.
 */
package org.millrace.gateway.login;

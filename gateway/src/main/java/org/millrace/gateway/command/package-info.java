/**
 * The way of callers to the engine: a command is an event on the ring, journaled as all others, and its CommandResult comes
 * back with what is fanned out.
 */
package org.millrace.gateway.command;

/**
 * The composition root: makes engine, store, gateway and feeds from the settings, in the order in which events flow, and
 * ends them in the order in which they stop flowing. Used by the command line, on its thread.
 */
package org.millrace.engine.program;

/**
 * How long journals are kept: until neither a restart nor a configured reader needs them, and for a set time. Runs on
 * the snapshots' thread.
 */
package org.millrace.engine.retention;

/** Strategies that somebody wrote himself: jars, looked through before they are let in, kept by their hashes. */
package org.millrace.engine.jars;

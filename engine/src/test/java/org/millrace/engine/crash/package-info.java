/** What survives when the whole program, in a JVM of its own, is killed. */
package org.millrace.engine.crash;

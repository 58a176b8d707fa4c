/**
 * The two journal stages, first and last but one of the line, and what a replay compares with. Both stages gather a
 * batch, commit it, and only then hand it on: nothing leaves the engine before it and its cause are journaled.
 */
package org.millrace.engine.journalling;

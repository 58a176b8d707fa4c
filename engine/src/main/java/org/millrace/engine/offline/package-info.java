/**
 * What the line makes of a journal, computed once more on the caller's thread: the values of feature sets, and whether
 * anything that comes out depends on what comes later.
 */
package org.millrace.engine.offline;

/**
 * The line that events travel: {@link org.millrace.engine.conveyor.Stage stages} one behind the other, on one thread
 * or, cut, on several with a ring between them.
 */
package org.millrace.engine.conveyor;

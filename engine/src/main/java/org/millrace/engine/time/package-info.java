/**
 * What time it is at a venue, told by nothing but its events: stages know no clock. Used by each stage that needs it,
 * on that stage's thread.
 */
package org.millrace.engine.time;

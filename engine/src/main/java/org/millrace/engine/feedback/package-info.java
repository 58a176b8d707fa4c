/**
 * What the line lets feeds know: a last look at its outputs, on the last stage's thread. Nothing that comes of the line
 * depends on it, so a replay goes without.
 */
package org.millrace.engine.feedback;

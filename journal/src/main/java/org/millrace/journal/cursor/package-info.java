/**
 * How far those got who read a journal at their own pace: one small file for each, replaced whole. A cursor belongs to
 * the thread of its reader; listing and dropping may be done by another process.
 */
package org.millrace.journal.cursor;

/**
 * Damage: found when a journal is opened or read, told of to the event, and repaired in a journal that nobody writes.
 */
package org.millrace.journal.damage;

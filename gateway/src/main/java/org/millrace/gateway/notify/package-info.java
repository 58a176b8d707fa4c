/**
 * Tells people of alerts. {@link org.millrace.gateway.notify.Notifier} reads JournalOut at its own pace, hands each
 * AlertTriggered to the addresses that its target has, tries again with growing pauses, and keeps what could not be told as
 * dead letters. What is done is noted before the cursor moves, so that after a crash nothing is left out, and nothing that
 * was acknowledged is sent again.
 */
package org.millrace.gateway.notify;

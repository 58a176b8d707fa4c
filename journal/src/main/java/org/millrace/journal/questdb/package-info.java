/**
 * The time-series store behind the journal: an embedded QuestDB or one elsewhere, the tailer that fills it from
 * JournalOut at its own pace, and the queries that read it. Nothing here touches the line: when the store is down the
 * backlog waits in the journal.
 */
package org.millrace.journal.questdb;

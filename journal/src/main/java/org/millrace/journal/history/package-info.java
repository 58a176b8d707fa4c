/** What was published before now, as queries answer it: bars and indicators of the past, newest revision of each. */
package org.millrace.journal.history;

/**
 * History from files of comma-separated values, packed or plain: columns of our own, named in a header, and the layouts in
 * which venues give theirs away. On the caller's thread.
 */
package org.millrace.feeds.csv;

/**
 * Reads JSON where it lies, eight bytes at a time, on the feed's thread and without allocation: where values begin and
 * end ({@link org.millrace.feeds.json.JsonFields}), and what integers and texts they are. Text as in RFC 8259; the
 * finding of bytes in a word as in H. Warren, "Hacker's Delight", 2nd edition, section 6-1.
 */
package org.millrace.feeds.json;

/**
 * Shows any event as text, for people and for tools that have no generated codecs: {@link
 * org.millrace.codecs.json.EventJson} as a JSON line, {@link org.millrace.codecs.json.EventRow} as columns for CSV and
 * tables. Driven by the SBE intermediate representation of the schema, so that a new message needs no code here. Off the
 * hot path: allocates. Each object is for one thread.
 */
package org.millrace.codecs.json;

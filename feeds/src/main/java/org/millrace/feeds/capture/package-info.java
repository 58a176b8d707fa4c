/**
 * Raw frames on disk: {@link org.millrace.feeds.capture.CaptureWriter} writes them as they come,
 * {@link org.millrace.feeds.capture.Playback} hands them to the same decoders as a socket would, with the clock's beat
 * made of their receive times. A file is read, and written, by an agent of its own; frames are handed over on the feed's
 * thread.
 *
 * <pre>
 *   NAME.ws.jsonl.gz     receive time, epoch ns ⇥ frame
 *   NAME.rest.jsonl.gz   receive time, epoch ns ⇥ GET url ⇥ body
 * </pre>
 */
package org.millrace.feeds.capture;

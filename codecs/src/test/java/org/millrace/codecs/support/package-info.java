/**
 * What the tests of all modules share: {@link org.millrace.codecs.support.Events} makes events, {@link
 * org.millrace.codecs.support.RecordingConsumer} keeps what came out, {@link
 * org.millrace.codecs.support.AllocationMeter} measures garbage. For one thread.
 */
package org.millrace.codecs.support;

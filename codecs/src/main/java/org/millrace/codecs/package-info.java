/**
 * The event and the contracts by which it travels: {@link org.millrace.codecs.EventConsumer} takes events,
 * {@link org.millrace.codecs.EventPublisher} puts them on the ring, {@link org.millrace.codecs.EventPrefix} reads and
 * writes what every event begins with. Messages are described in {@code millrace-schema.xml}; their codecs are
 * generated into {@code org.millrace.codecs.sbe}.
 */
package org.millrace.codecs;

package org.millrace.feeds.session;

/** What a venue's times are asked for in, where it can be asked. */
public enum FeedTimeUnit {
    MILLISECOND,
    MICROSECOND
}

package org.millrace.feeds.polling;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Remembers what the venue called its last answer, so that the same one need not be sent again (RFC 9110, section 13). */
final class Validators {
    private String path = "";
    private String entityTag;
    private String lastModified;

    /** Adds the conditions, where the same is asked again. */
    void apply(String asked, HttpHeaders to) {
        if (!asked.equals(path)) {
            return;
        }
        if (entityTag != null) {
            to.set(HttpHeaderNames.IF_NONE_MATCH, entityTag);
        }
        if (lastModified != null) {
            to.set(HttpHeaderNames.IF_MODIFIED_SINCE, lastModified);
        }
    }

    /** Remembers an answer that was taken. */
    void remember(String answered, HttpHeaders from) {
        path = answered;
        entityTag = from.get(HttpHeaderNames.ETAG);
        lastModified = from.get(HttpHeaderNames.LAST_MODIFIED);
    }
}

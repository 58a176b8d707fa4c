package org.millrace.feeds.polling;

import org.agrona.DirectBuffer;

/** Finds request and body in a line of recorded answers, {@code GET <url> TAB <body>}, as a playback hands it over. */
public final class RecordedAnswer {
    private static final String METHOD = "GET ";
    private static final int MAX_REQUEST_LENGTH = 4_096;

    private String request = "";
    private int body;
    private int bodyLength;

    /** Looks at a frame; answers whether it is such a line. */
    public boolean wrap(DirectBuffer buffer, int offset, int length) {
        int start = offset + METHOD.length();
        int end = offset + length;
        if (length < METHOD.length()
                || !buffer.getStringWithoutLengthAscii(offset, METHOD.length()).equals(METHOD)) {
            return false;
        }
        int tab = start;
        while (tab < end && tab - start < MAX_REQUEST_LENGTH && buffer.getByte(tab) != '\t') {
            tab++;
        }
        if (tab == end || buffer.getByte(tab) != '\t') {
            return false;
        }
        request = buffer.getStringWithoutLengthUtf8(start, tab - start);
        body = tab + 1;
        bodyLength = end - body;
        return true;
    }

    /** Returns the URL that was asked for. */
    public String request() {
        return request;
    }

    /** Returns where the body begins. */
    public int body() {
        return body;
    }

    public int bodyLength() {
        return bodyLength;
    }
}

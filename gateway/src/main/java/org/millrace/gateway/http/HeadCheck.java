package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ByteProcessor;

/** Checks a request's head line by line, stricter than a parser that means to be helpful. */
final class HeadCheck {
    static final int MAX_REQUEST_LINE = 4 * 1024;
    static final int MAX_HEADER = 8 * 1024;
    static final int MAX_HEAD = 16 * 1024;
    static final int MAX_HEADERS = 64;
    static final int MAX_BODY = 64 * 1024;

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private static final boolean[] IN_TOKENS = tokenCharacters();
    private static final ByteProcessor TEXT = c -> (c < 0 || c >= ' ' || c == '\t') && c != 0x7F; // from 0x80: negative
    private static final ByteProcessor TOKEN = c -> IN_TOKENS[c & 0xFF];
    private static final int LOWER_CASE = 0x20; // the bit by which letters differ; tokens have it in a dash, too
    private static final int MAX_DIGITS = 8;

    private int headers;
    private int hosts;
    private int contentLengths;
    private int contentLength;
    private boolean transferEncoding;
    private boolean upgrade;
    private boolean oldVersion;
    private boolean started;

    void reset() {
        headers = 0;
        hosts = 0;
        contentLengths = 0;
        contentLength = 0;
        transferEncoding = false;
        upgrade = false;
        oldVersion = false;
        started = false;
    }

    boolean isStarted() {
        return started;
    }

    /** Returns the length of the body that follows the head. */
    int contentLength() {
        return contentLength;
    }

    /** Checks a line of {@code length} bytes, its CRLF not among them; returns what it is refused with, or null. */
    HttpResponseStatus line(ByteBuf buffer, int index, int length) {
        if (buffer.forEachByte(index, length, TEXT) >= 0) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!started) {
            started = true;
            return requestLine(buffer, index, index + length) ? null : HttpResponseStatus.BAD_REQUEST;
        }
        if (++headers > MAX_HEADERS) {
            return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return header(buffer, index, index + length) ? null : HttpResponseStatus.BAD_REQUEST;
    }

    /** Checks the head as a whole; returns what it is refused with, or null. */
    HttpResponseStatus end() {
        boolean bad = hosts > 1
                || (hosts == 0 && !oldVersion)
                || contentLengths > 1
                || transferEncoding
                || (upgrade && oldVersion);
        return bad
                ? HttpResponseStatus.BAD_REQUEST
                : contentLength > MAX_BODY ? HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE : null;
    }

    private boolean requestLine(ByteBuf line, int from, int to) {
        int space = endOfToken(line, from, to);
        if (space == from || to - space < 2 || line.getByte(space) != ' ' || line.getByte(space + 1) != '/') {
            return false;
        }
        int version = 1 + line.indexOf(space + 1, to, (byte) ' ');
        oldVersion = version > 0 && isText(line, version, to, "HTTP/1.0");
        return oldVersion || (version > 0 && isText(line, version, to, "HTTP/1.1"));
    }

    private boolean header(ByteBuf line, int from, int to) {
        int colon = endOfToken(line, from, to);
        if (colon == from || colon == to || line.getByte(colon) != ':') {
            return false;
        }
        switch (colon - from) {
            case 4 -> hosts += isName(line, from, "host") ? 1 : 0;
            case 7 -> upgrade |= isName(line, from, "upgrade");
            case 14 -> {
                return !isName(line, from, "content-length") || length(line, colon + 1, to);
            }
            case 17 -> transferEncoding |= isName(line, from, "transfer-encoding");
            default -> {}
        }
        return true;
    }

    /** Takes the length of a body; false: it is none. */
    private boolean length(ByteBuf line, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isBlank(line.getByte(first))) {
            first++;
        }
        while (last > first && isBlank(line.getByte(last - 1))) {
            last--;
        }
        contentLengths++;
        contentLength = 0;
        for (int i = first; i < last; i++) {
            int digit = line.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            contentLength = contentLength * 10 + digit; // of no use where there are too many
        }
        if (last - first > MAX_DIGITS) {
            contentLength = Integer.MAX_VALUE;
        }
        return last > first;
    }

    private static int endOfToken(ByteBuf line, int from, int to) {
        int end = line.forEachByte(from, to - from, TOKEN);
        return end < 0 ? to : end;
    }

    private static boolean isText(ByteBuf line, int from, int to, String text) {
        boolean same = to - from == text.length();
        for (int i = 0; same && i < text.length(); i++) {
            same = line.getByte(from + i) == text.charAt(i);
        }
        return same;
    }

    /** Tells whether a token is a name of the same length, written in lower case. */
    private static boolean isName(ByteBuf line, int from, String name) {
        boolean same = true;
        for (int i = 0; same && i < name.length(); i++) {
            same = (line.getByte(from + i) | LOWER_CASE) == name.charAt(i);
        }
        return same;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c > 0 && TOKEN_SIGNS.indexOf(c) >= 0);
    }

    private static boolean[] tokenCharacters() {
        boolean[] are = new boolean[1 << Byte.SIZE];
        for (int c = 0; c < are.length; c++) {
            are[c] = isTokenCharacter(c);
        }
        return are;
    }
}

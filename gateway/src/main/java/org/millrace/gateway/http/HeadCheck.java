package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Checks a request's head line by line, stricter than a parser that means to be helpful. */
final class HeadCheck {
    static final int MAX_REQUEST_LINE = 4 * 1024;
    static final int MAX_HEADER = 8 * 1024;
    static final int MAX_HEAD = 16 * 1024;
    static final int MAX_HEADERS = 64;
    static final int MAX_BODY = 64 * 1024;

    private static final String TOKEN = "!#$%&'*+-.^_`|~";

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
        for (int i = 0; i < length; i++) {
            int c = buffer.getUnsignedByte(index + i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return HttpResponseStatus.BAD_REQUEST;
            }
        }
        if (!started) {
            started = true;
            return requestLine(buffer.toString(index, length, StandardCharsets.ISO_8859_1));
        }
        if (++headers > MAX_HEADERS) {
            return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return header(buffer.toString(index, length, StandardCharsets.ISO_8859_1));
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

    private HttpResponseStatus requestLine(String line) {
        String[] parts = line.split(" ", -1);
        boolean good = parts.length == 3
                && isToken(parts[0])
                && parts[1].startsWith("/")
                && (parts[2].equals("HTTP/1.1") || parts[2].equals("HTTP/1.0"));
        oldVersion = good && parts[2].equals("HTTP/1.0");
        return good ? null : HttpResponseStatus.BAD_REQUEST;
    }

    private HttpResponseStatus header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.substring(0, colon))) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> hosts++;
            case "upgrade" -> upgrade = true;
            case "transfer-encoding" -> transferEncoding = true;
            case "content-length" -> {
                contentLengths++;
                String value = line.substring(colon + 1).strip();
                if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return HttpResponseStatus.BAD_REQUEST;
                }
                contentLength = value.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(value);
            }
            default -> {}
        }
        return null;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeadCheck::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || TOKEN.indexOf(c) >= 0;
    }
}

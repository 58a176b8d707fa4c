package org.millrace.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.gateway.support.RunningGateway;

class MalformedHeadTest {
    private static final RunningGateway GATEWAY = new RunningGateway();

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "two lengths|400|GET / HTTP/1.1~Host: localhost~Content-Length: 0~Content-Length: 0~~",
                "length and encoding|400|GET / HTTP/1.1~Host: localhost~Content-Length: 3~Transfer-Encoding: chunked~~",
                "folded header|400|GET / HTTP/1.1~Host: localhost~X-A: 1~ 2~~",
                "bare line feed|400|GET / HTTP/1.1~Host: localhost^X-A: 1~~",
                "space before colon|400|GET / HTTP/1.1~Host : localhost~~",
                "two hosts|400|GET / HTTP/1.1~Host: localhost~Host: localhost~~",
                "no host|400|GET / HTTP/1.1~~",
                "old upgrade|400|GET /ws/v1 HTTP/1.0~Host: localhost~Upgrade: websocket~~",
                "unknown version|400|GET / HTTP/2.0~Host: localhost~~",
                "no version|400|GET /~Host: localhost~~",
                "body too long|413|GET / HTTP/1.1~Host: localhost~Content-Length: 65537~~",
                "negative length|400|GET / HTTP/1.1~Host: localhost~Content-Length: -1~~",
                "dots|400|GET /../etc/passwd HTTP/1.1~Host: localhost~~",
                "escaped slash|400|GET /api%2fv1 HTTP/1.1~Host: localhost~~",
                "escaped nul|400|GET /%00 HTTP/1.1~Host: localhost~~",
                "double slash|400|GET //x HTTP/1.1~Host: localhost~~",
                "semicolon|400|GET /x;y HTTP/1.1~Host: localhost~~",
                "another host|421|GET / HTTP/1.1~Host: evil.example~~",
                "another origin|403|GET /ws/v1 HTTP/1.1~Host: localhost~Origin: http://evil.example~~",
                "no such path|404|GET /nothing HTTP/1.1~Host: localhost~~",
                "post|405|POST / HTTP/1.1~Host: localhost~~",
                "good|200|GET /api/health HTTP/1.1~Host: localhost~~",
            })
    void shouldAnswer(String what, int status, String head) throws IOException {
        assertEquals(status, statusOf(head.replace("~", "\r\n").replace("^", "\n")), what);
    }

    @Test
    void shouldRefuseLongLinesAndManyHeaders() throws IOException {
        String start = "GET / HTTP/1.1\r\nHost: localhost\r\n";

        assertEquals(414, statusOf("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n"));
        assertEquals(431, statusOf(start + "X-A: " + "a".repeat(9_000) + "\r\n\r\n"));
        assertEquals(431, statusOf(start + "X-A: 1\r\n".repeat(80) + "\r\n"));
        assertEquals(400, statusOf(start + "X-A: \0\r\n\r\n"));
    }

    private static int statusOf(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
            socket.setSoTimeout(90_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(start, 9, 3, StandardCharsets.US_ASCII));
        }
    }
}

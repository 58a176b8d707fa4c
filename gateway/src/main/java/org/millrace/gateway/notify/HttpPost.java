package org.millrace.gateway.notify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.agrona.concurrent.NanoClock;

/**
 * Posts JSON to an address that the guard has checked: connects to the very address, shows the host's name, verifies its
 * certificate. Follows no redirect, keeps no cookie, and reads {@value #MOST_ANSWER} bytes of the answer at most. The
 * JDK's own client looks the name up again, so that its answer could be another.
 */
final class HttpPost {
    private static final int MOST_ANSWER = 4_096;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \\r].*", Pattern.DOTALL);

    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final Duration connectTimeout;
    private final Duration timeout;
    private final NanoClock clock;

    HttpPost(AddressGuard guard, SSLSocketFactory tls, Duration connectTimeout, Duration timeout, NanoClock clock) {
        this.guard = guard;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Posts a body.
     *
     * @throws DeliveryException unless the answer is 2xx
     */
    void send(URI uri, Map<String, String> headers, byte[] body) throws DeliveryException {
        AddressGuard.Destination destination = guard.check(uri);
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        try (Socket plain = new TimedSocket(clock, deadlineNs)) {
            plain.connect(
                    new InetSocketAddress(destination.address(), destination.port()), (int) connectTimeout.toMillis());
            try (Socket socket = destination.isSecure() ? secure(plain, destination) : plain) {
                socket.getOutputStream().write(request(destination, headers, body));
                socket.getOutputStream().flush();
                judge(statusOf(answer(socket.getInputStream())));
            }
        } catch (IOException e) {
            throw DeliveryException.temporary("no answer (" + e.getClass().getSimpleName() + ')', e);
        }
    }

    private Socket secure(Socket plain, AddressGuard.Destination destination) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, destination.host(), destination.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(AddressGuard.Destination destination, Map<String, String> headers, byte[] body) {
        boolean isUsual = destination.port() == (destination.isSecure() ? 443 : 80);
        StringBuilder head = new StringBuilder(256)
                .append("POST ")
                .append(destination.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(destination.host())
                .append(isUsual ? "" : ":" + destination.port())
                .append(
                        "\r\nConnection: close\r\nUser-Agent: millrace\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length + 2);
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** Reads until the head has ended, or there is enough. */
    private static String answer(InputStream in) throws IOException {
        byte[] bytes = new byte[MOST_ANSWER];
        int length = 0;
        while (length < bytes.length) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n")) {
                return text;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int statusOf(String answer) throws IOException {
        Matcher status = STATUS.matcher(answer);
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static void judge(int status) throws DeliveryException {
        boolean isLater = status == 408 || status == 425 || status == 429 || status >= 500;
        if (isLater) {
            throw DeliveryException.temporary("answered with status " + status, null);
        } else if (status < 200 || status >= 300) {
            throw DeliveryException.lasting("answered with status " + status);
        }
    }
}

package org.millrace.gateway.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks STARTTLS (RFC 3207) for a mail server that does not: once all is encrypted it hands on what comes, both ways. */
final class StartTlsFront implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private final List<String> inTheOpen = new CopyOnWriteArrayList<>();
    private final SSLContext tls;
    private final int mailPort;
    private final boolean offersTls;

    /** Begins to listen. Without {@code offersTls} it does not say that it can. */
    StartTlsFront(SSLContext tls, int mailPort, boolean offersTls) throws IOException {
        this.tls = tls;
        this.mailPort = mailPort;
        this.offersTls = offersTls;
        begin("front", this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns the commands that came unencrypted, each by its first word. */
    List<String> inTheOpen() {
        return List.copyOf(inTheOpen);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Something that ends when a connection does. */
    private interface Talk {
        void run() throws IOException;
    }

    private static void begin(String name, Talk talk) {
        Thread thread = new Thread(
                () -> {
                    try {
                        talk.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt(); // somebody has gone
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() throws IOException {
        while (true) {
            Socket client = listener.accept();
            begin("front-client", () -> greet(client));
        }
    }

    private void greet(Socket client) throws IOException {
        say(client, "220 front");
        while (true) {
            String command = line(client.getInputStream());
            if (command.isEmpty()) {
                client.close();
                return;
            }
            String word = command.replaceFirst(" .*", "");
            inTheOpen.add(word);
            switch (word) {
                case "EHLO", "HELO" -> say(client, offersTls ? "250-front\r\n250 STARTTLS" : "250 front");
                case "STARTTLS" -> {
                    say(client, "220 go ahead");
                    encrypt(client);
                    return;
                }
                default -> say(client, "221 good-bye");
            }
        }
    }

    private void encrypt(Socket client) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) tls.getSocketFactory().createSocket(client, "localhost", client.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        Socket mail = new Socket(InetAddress.getLoopbackAddress(), mailPort);
        line(mail.getInputStream()); // the client was greeted already
        begin("front-back", () -> copy(mail, encrypted));
        copy(encrypted, mail);
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private static void say(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads a line byte by byte, so that nothing behind it is taken. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}

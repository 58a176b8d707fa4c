package org.millrace.engine.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.millrace.engine.config.MillraceSettings;

/** A server that is told of alerts, and settings that say so: its name there is {@code desk}. */
final class AlertHook implements AutoCloseable {
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 204;

    AlertHook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bodies that came, each behind the number of its signatures. */
    List<String> posted() {
        return posted;
    }

    /** Answers with a status from now on. */
    void answer(int with) {
        status = with;
    }

    /** Returns the demo's settings on free ports, which try to tell this server of an alert once. */
    MillraceSettings settings(Path folder) {
        try {
            Path key = folder.resolve("hook.key");
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, "a key of this test\n");
            String address =
                    "addresses: [{ target: desk, channel: webhook, to: \"http://127.0.0.1:%d/\", secret-file: %s }]"
                            .formatted(server.getAddress().getPort(), key);
            return RunningDemo.settings(folder, yaml -> yaml.replace("addresses: []", address)
                    .replace("allow-private: []", "allow-private: [\"127.0.0.1\"]")
                    .replace("attempts: 8", "attempts: 1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int signatures = exchange.getRequestHeaders().get("Millrace-Signature").size();
        posted.add(signatures + " " + body);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}

package org.millrace.engine.monitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** A real Prometheus that scrapes an engine some times a second. */
final class Prometheus implements AutoCloseable {
    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static Prometheus scraping(URI engine, Path folder) throws IOException {
        Tool tool = Tool.named("prometheus");
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(
                file,
                """
                global: { scrape_interval: 250ms, scrape_timeout: 250ms }
                scrape_configs:
                  - job_name: millrace
                    static_configs: [{ targets: ["%s:%d"] }]
                """
                        .formatted(engine.getHost(), engine.getPort()));
        String address = "127.0.0.1:" + freePort();
        Process process = tool.start(
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=" + address,
                "--log.level=error");
        Prometheus prometheus = new Prometheus(process, "http://" + address);
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> prometheus.get("/-/ready").contains("is Ready"));
        return prometheus;
    }

    /** Returns how many series a query has an answer for. */
    int series(String query) {
        try {
            String answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            return new ObjectMapper().readTree(answer).at("/data/result").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private String get(String path) {
        return Http.get(URI.create(address + path));
    }

    /** It cannot be told to take a free one and say which. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

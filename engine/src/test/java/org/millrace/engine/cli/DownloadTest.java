package org.millrace.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Downloads from a venue on a local port, as a user would. */
class DownloadTest {
    private static final String PAGE =
            "[[1704067200000,\"1\",\"3\",\"0.5\",\"2\",\"10\",1704067259999,\"15\",4,\"5\",\"7\",\"0\"],"
                    + "[1704067260000,\"2\",\"2\",\"2\",\"2\",\"1\",1704067319999,\"2\",1,\"1\",\"2\",\"0\"]]";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/klines", exchange -> {
            requests.incrementAndGet();
            boolean isFirst = exchange.getRequestURI().getQuery().contains("startTime=1704067200000");
            byte[] body = (isFirst ? PAGE : "[]").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldReplayWhatItFetchedAndFetchItOnce() {
        Path data = folder.resolve("data");

        assertThat(download("--data", data.toString())).as("%s", errors).isZero();
        List<String> events = events(data);
        assertThat(download("--data", data.toString())).isZero();

        assertThat(requests).hasValue(2);
        assertThat(events(data)).isEqualTo(events);
        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isZero();
    }

    @Test
    void shouldWriteAFileThatGivesTheSameEventsAsTheDownload() {
        Path data = folder.resolve("data");
        Path other = folder.resolve("other");
        Path file = folder.resolve("bars.csv.gz");

        assertThat(download("--data", data.toString())).isZero();
        assertThat(download("--out", file.toString())).as("%s", errors).isZero();
        assertThat(Millrace.execute("import", "--data", other.toString(), file.toString()))
                .isZero();

        assertThat(bars(other)).hasSize(2).isEqualTo(bars(data));
    }

    @Test
    void shouldRefuseWhatTheVenueDoesNotGive() {
        int exitCode = Millrace.commandLine()
                .setErr(new PrintWriter(errors))
                .execute(
                        "download",
                        "--venue",
                        "coinbase",
                        "--instrument",
                        "BTC-USD",
                        "--bars",
                        "3m",
                        "--from",
                        "2024-01-01T00:00:00Z",
                        "--to",
                        "2024-01-02T00:00:00Z");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("millrace: --bars: 180 s, expected 1m, 5m, 15m, 1h, 6h or 1d");
        assertThat(Files.exists(folder.resolve("downloads"))).isFalse();
    }

    private int download(String option, String place) {
        return Millrace.commandLine()
                .setErr(new PrintWriter(errors))
                .execute(
                        "download",
                        "--venue",
                        "binance",
                        "--instrument",
                        "BTCUSDT",
                        "--bars",
                        "1m",
                        "--from",
                        "2024-01-01",
                        "--to",
                        "2024-01-01T01:00:00Z",
                        "--rest-url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        option,
                        place);
    }

    private static List<String> bars(Path data) {
        return events(data).stream().filter(event -> event.startsWith("08", 4)).toList(); // template 8: VenueBar
    }

    private static List<String> events(Path data) {
        return WholeJournal.events(data.resolve(JournalSettings.IN)).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }
}

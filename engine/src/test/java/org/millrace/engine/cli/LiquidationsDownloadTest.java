package org.millrace.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Fetches a past of liquidations, one series after the other, as a user would. */
class LiquidationsDownloadTest {
    private static final long START_SECONDS = 1_704_067_200L;
    private static final int HOURS = 30;
    private static final String LIQUIDATED = "derivatives/futures_liquidated_volume_";

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("market/price_usd_close", 40_000, 10);
        serve(LIQUIDATED + "long_relative", 0.5, 0);
        serve(LIQUIDATED + "long_sum", 5, 1);
        serve(LIQUIDATED + "short_sum", 5, 1);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldMakeFeaturesOfEveryHourOfThePastThatItFetches() throws IOException {
        Path data = folder.resolve("data");

        download(data, "market/price_usd_close");
        download(data, LIQUIDATED + "long_relative");
        download(data, LIQUIDATED + "long_sum");
        assertThat(features(data)).isEmpty();
        download(data, LIQUIDATED + "short_sum");

        List<LiquidationFeaturesDecoder> features = features(data);
        assertThat(features).hasSize(HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            LiquidationFeaturesDecoder of = features.get(hour);
            assertThat(of.startTime()).isEqualTo((START_SECONDS + hour * 3_600L) * 1_000_000_000L);
            assertThat(of.price()).isEqualTo(40_000 + 10 * hour);
        }
        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isZero();
    }

    private void serve(String path, double first, double step) {
        StringBuilder points = new StringBuilder("[");
        for (int hour = 0; hour < HOURS; hour++) {
            points.append(hour == 0 ? "" : ",");
            points.append("{\"t\":").append(START_SECONDS + hour * 3_600L);
            points.append(",\"v\":").append(first + step * hour).append('}');
        }
        byte[] body = points.append(']').toString().getBytes(UTF_8);
        server.createContext("/v1/metrics/" + path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void download(Path data, String metric) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "GLASSNODE_API_KEY=key\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        int exitCode = Millrace.commandLine()
                .execute(
                        "download",
                        "--venue",
                        "glassnode",
                        "--instrument",
                        "BTC",
                        "--metric",
                        metric + "@1h",
                        "--from",
                        "2024-01-01",
                        "--to",
                        "2024-01-02T06:00:00Z",
                        "--key-file",
                        keys.toString(),
                        "--rest-url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "--data",
                        data.toString());
        assertThat(exitCode).isZero();
    }

    private static List<LiquidationFeaturesDecoder> features(Path data) {
        List<LiquidationFeaturesDecoder> features = new ArrayList<>();
        for (byte[] event : WholeJournal.events(data.resolve(JournalSettings.OUT))) {
            UnsafeBuffer buffer = new UnsafeBuffer(event);
            if (EventPrefix.templateId(buffer, 0) == LiquidationFeaturesDecoder.TEMPLATE_ID) {
                features.add(
                        new LiquidationFeaturesDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
            }
        }
        return features;
    }
}

package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.StandingVenue;
import org.millrace.feeds.support.StatusRecorder;
import org.millrace.feeds.support.TestClock;
import org.millrace.feeds.support.TextDecoder;

@Timeout(60)
class BinanceTlsTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final StatusRecorder statuses = new StatusRecorder();
    private TextDecoder decoder;

    @Test
    void shouldConnectToAVenueThatAKnownAuthorityVouchesFor() throws Exception {
        X509Bundle bundle = certificateFor("localhost");

        connect(bundle, caFile(bundle), simulator -> {
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                simulator.advance(Duration.ofMillis(100));
                return statuses.count("LIVE") == 1 && !decoder.book("BTCUSDT").isEmpty();
            });
        });
    }

    @Test
    void shouldRefuseACertificateForAnotherHost() throws Exception {
        X509Bundle bundle = certificateFor("venue.example");

        connect(bundle, caFile(bundle), simulator -> await().until(() -> statuses.count("DISCONNECTED") == 1));

        assertThat(statuses.texts()).isEqualTo(List.of("1 CONNECTING STARTED", "1 DISCONNECTED TLS_FAILED"));
    }

    @Test
    void shouldRefuseACertificateThatNoKnownAuthorityVouchesFor() throws Exception {
        connect(certificateFor("localhost"), "", simulator -> await().until(() -> statuses.count("DISCONNECTED") == 1));

        assertThat(statuses.texts()).isEqualTo(List.of("1 CONNECTING STARTED", "1 DISCONNECTED TLS_FAILED"));
    }

    /** What happens while both are there. */
    private interface Scene {
        void play(Simulator simulator);
    }

    private void connect(X509Bundle bundle, String caFile, Scene scene) throws Exception {
        SslContext tls =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        try (Simulator simulator = new Simulator(StandingVenue.markets(0, 1), clock, tls).start();
                BinanceConnector feed = feed(simulator.port(), caFile)) {
            feed.start();
            scene.play(simulator);
        }
        statuses.texts().removeIf(text -> text.endsWith("SHUTDOWN"));
    }

    private BinanceConnector feed(int port, String caFile) {
        return new BinanceConnector(
                StandingVenue.feed(
                        "wss://localhost:" + port,
                        List.of("BTCUSDT"),
                        List.of("trade", "depth@100ms"),
                        new SessionBuilder().caFile(caFile).build()),
                new FeedContext(new Instruments(), statuses, clock, FrameTap.NONE, new VenueBudgets(), LostBooks.NONE),
                requester -> {
                    decoder = new TextDecoder(requester);
                    return decoder;
                });
    }

    private String caFile(X509Bundle bundle) throws Exception {
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, bundle.getCertificatePathPEM(), US_ASCII);
        return file.toString();
    }

    private static X509Bundle certificateFor(String host) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }
}

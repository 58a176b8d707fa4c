package org.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.support.Patience;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** What strangers try over a socket. */
@Timeout(300)
class AttackTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final String HANDSHAKE = RawClient.HANDSHAKE;

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String key;

    @BeforeEach
    void run() {
        Credentials credentials = new Credentials(folder);
        key = credentials.key("ann", Role.VIEWER).text().text();
        LimitSettings hasty = new LimitSettings(
                1_000, 100, 5, 2, 3, 100_000, 100_000, Duration.ofMillis(500), Duration.ofMillis(500));
        gateway = new RunningGateway(
                RunningGateway.settings()
                        .edit()
                        .limits(hasty)
                        .subscribers(SubscriberSettings.DEFAULTS)
                        .access(credentials.settings())
                        .build(),
                History.NONE,
                new SystemEpochNanoClock());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldNotReadABodyOfAHundredMegabytes() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/tickets HTTP/1.1~Host: localhost~Content-Length: 104857600~~");
            assertThat(client.status()).isEqualTo(413);

            byte[] megabyte = new byte[MEGABYTE];
            int sent = 0;
            while (sent < 100 && client.takes(megabyte)) {
                sent++;
            }
            assertThat(sent).isLessThan(100); // what is sent after the refusal ends the connection
        }
        assertAlive();
    }

    @Test
    void shouldNotTakeABodyInPieces() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/tickets HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~fffffff~");

            assertThat(client.status()).isEqualTo(400);
        }
    }

    @Test
    void shouldNotInflateABody() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/tickets HTTP/1.1~Host: localhost~Content-Encoding: gzip~Content-Length: 0~~");

            assertThat(client.status()).isEqualTo(415);
        }
    }

    @Test
    void shouldDropWhoSendsAHeadTooSlowly() {
        long startNs = System.nanoTime(); // before the gateway knows of it
        try (RawClient client = new RawClient(gateway.port())) {
            int sent = 0;
            while (client.takes(new byte[] {'G'}) && since(startNs).compareTo(Patience.USUAL) < 0) {
                sent++;
                LockSupport.parkNanos(20_000_000);
            }

            assertThat(since(startNs)).isBetween(Duration.ofMillis(400), Patience.USUAL);
            assertThat(sent).isPositive();
        }
        assertAlive();
    }

    @Test
    void shouldDropWhoSendsABodyTooSlowly() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/tickets HTTP/1.1~Host: localhost~Content-Length: 1000~~x");

            client.awaitEnd();
        }
        assertAlive();
    }

    @Test
    void shouldDropWhoNeverFinishesTheHandshake() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(HANDSHAKE);

            client.awaitEnd();
        }
        assertAlive();
    }

    @Test
    void shouldTakeNoMoreThanSoManyWhoHaveNotLoggedIn() {
        try (RawClient one = new RawClient(gateway.port());
                RawClient two = new RawClient(gateway.port());
                RawClient three = new RawClient(gateway.port());
                RawClient four = new RawClient(gateway.port())) {
            for (RawClient client : List.of(one, two, three)) {
                assertThat(client.send(HANDSHAKE + '~').status()).isEqualTo(101);
            }

            assertThat(four.send(HANDSHAKE + '~').status()).isEqualTo(503);
        }
    }

    @Test
    void shouldTakeNoLongMessageBeforeALogin() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            assertThat(client.send(HANDSHAKE + '~').status()).isEqualTo(101);
            client.sendFrame(0x81, new byte[5_000]);

            assertThat(client.rest()).contains(closed(1009));
        }
    }

    @Test
    void shouldNotInflateAMessage() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            String offer = "Authorization: Bearer " + key + "~Sec-WebSocket-Extensions: permessage-deflate~~";
            assertThat(client.send(HANDSHAKE + offer).head())
                    .contains("101")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            client.sendFrame(0xC1, deflated(50 * MEGABYTE));

            assertThat(client.rest()).contains(closed(1002));
        }
        assertAlive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/prices/x%0d%0aSet-Cookie:%20a=b",
                "/api/v1/prices/..%2f..%2fetc%2fpasswd",
                "/api/v1/../../etc/passwd",
                "/page/..\\..\\etc\\passwd",
                "/page/%2e%2e/index.html",
                "/page/style.css%00.js",
                "/page/%252e%252e/x",
                "/api/v1/prices/a%0a2026-11-21%20login%20of%20root"
            })
    void shouldRefuseCrookedPaths(String path) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET " + path + " HTTP/1.1~Host: localhost~Authorization: Bearer " + key + "~~");

            assertThat(client.head()).contains(" 400 ").doesNotContain("Set-Cookie");
        }
    }

    @Test
    void shouldRefuseCredentialsInTheQuery() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(HANDSHAKE.replace("/ws/v1", "/ws/v1?token=" + key) + '~');

            assertThat(client.head()).contains(" 400 ").doesNotContain(key);
        }
    }

    @Test
    void shouldAnswerGuessesLaterAndLater() {
        for (int i = 1; i <= 3; i++) {
            long startNs = System.nanoTime();
            try (RawClient guesser = new RawClient("127.0.0.5", gateway.port())) {
                assertThat(ask(guesser, key.substring(0, key.length() - 1))).isEqualTo(401);
            }
            assertThat(since(startNs)).isGreaterThanOrEqualTo(Duration.ofMillis(99L << (i - 1)));
        }
        try (RawClient owner = new RawClient("127.0.0.5", gateway.port())) {
            assertThat(ask(owner, key)).isEqualTo(200); // who has the right one does not wait
        }
    }

    private static int ask(RawClient client, String shown) {
        return client.send("GET /api/v1/symbols HTTP/1.1~Host: localhost~Authorization: Bearer " + shown + "~~")
                .status();
    }

    private static Duration since(long startNs) {
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    private void assertAlive() {
        assertThat(gateway.status("/api/v1/symbols", key)).isEqualTo(200);
    }

    private static String closed(int code) {
        return new String(new char[] {(char) (code >> 8), (char) (code & 255)});
    }

    private static byte[] deflated(int length) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            deflater.setInput(new byte[length]);
            deflater.finish();
            byte[] block = new byte[8_192];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}

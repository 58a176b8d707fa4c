package org.millrace.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.support.Patience;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.settings.TlsSettings;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

@Timeout(300)
class ServerTlsTest {
    private static final int PATIENCE_MS = 90_000;
    /** Offers TLS 1.1 with two cipher suites of its time. */
    private static final String OLD_HELLO =
            "16030100310100002d0302" + "00".repeat(32) + "000004c0140035" + "0100" + "0000";

    private static X509Bundle ours;
    private static X509Bundle others;

    @TempDir
    private Path folder;

    private RunningGateway gateway;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = certificate();
        others = certificate();
    }

    @BeforeEach
    void write() {
        write(ours);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldSpeak(String version) throws Exception {
        run("");
        try (SSLSocket socket = connect(version)) {
            assertThat(get(socket)).contains("200 OK").containsIgnoringCase("strict-transport-security: max-age=");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void shouldNotSpeakWhatIsOlder() {
        run("");
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(HexFormat.of().parseHex(OLD_HELLO));

            String alert = client.rest();
            assertThat(alert.getBytes(StandardCharsets.ISO_8859_1))
                    .startsWith(0x15)
                    .doesNotContain(0x16);
        }
    }

    @Test
    void shouldNotTakeSuitesWithoutAuthenticatedEncryption() throws Exception {
        run("");
        try (SSLSocket socket = connect("TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldNotWorkOutKeysAgain() throws Exception {
        run("");
        try (SSLSocket socket = connect("TLSv1.2")) {
            socket.startHandshake();

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        get(socket);
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldDropWhoDoesNotEncrypt() {
        run("");
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /api/health HTTP/1.1~Host: localhost~~");

            assertThat(client.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void shouldDropWhoNeverFinishesTheHandshake() {
        LimitSettings hasty =
                new LimitSettings(100, 100, 5, 2, 200, 100, 100, Duration.ofMillis(300), Duration.ofSeconds(30));
        run(
                "",
                RunningGateway.settings()
                        .edit()
                        .limits(hasty)
                        .subscribers(SubscriberSettings.DEFAULTS)
                        .build());
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(HexFormat.of().parseHex("16030100"));

            client.awaitEnd();
        }
    }

    @Test
    void shouldCarryAWebSocket() {
        run("");
        gateway.events().definition().send();
        gateway.publishAndWait();
        try (TestClient client = TestClient.connect(gateway.port(), trusting(ours, null))) {
            client.await("hello").send("{'op':'subscribe','id':1,'channel':'trades','instruments':['*']}");
            client.await("snapshotEnd");
            for (int i = 0; i < 1_000; i++) {
                gateway.events().trade().send();
                gateway.publish();
            }

            client.await("trades 1 #1000 ");
        }
    }

    @Test
    void shouldShowANewCertificateToNewConnections() throws Exception {
        run("");
        try (SSLSocket before = connect("TLSv1.3")) {
            before.startHandshake();
            write(others);

            Awaitility.await().until(() -> shows(others));
            assertThat(get(before)).contains("200 OK");
        }
    }

    @Test
    void shouldStayWithWhatItShowsWhenAKeyDoesNotFit() {
        run("");
        Credentials.write(folder.resolve("key.pem"), others.getPrivateKeyPEM());

        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Patience.USUAL).until(() -> shows(ours));
        assertThatThrownBy(() -> new ServerTls(settings(""), new SystemEpochNanoClock()))
                .hasMessageContaining("gateway.tls.key-file: ")
                .hasMessageContaining("expected the key to ");
    }

    @Test
    void shouldRefuseAKeyThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new ServerTls(settings(""), new SystemEpochNanoClock()))
                .hasMessageContaining("expected a file that its owner alone can read (0600)");
    }

    @Test
    void shouldAskClientsForACertificateWhereSettingsSaySo() throws Exception {
        Credentials.write(folder.resolve("clients.pem"), others.getCertificatePathPEM());
        run(folder.resolve("clients.pem").toString());

        assertThatThrownBy(() -> {
                    try (SSLSocket socket = connect("TLSv1.2")) {
                        get(socket);
                    }
                })
                .isInstanceOf(IOException.class);
        try (SSLSocket socket = socket(trusting(ours, others), "TLSv1.2")) {
            assertThat(get(socket)).contains("200 OK");
        }
    }

    private void run(String clients) {
        run(clients, RunningGateway.settings());
    }

    private void run(String clients, GatewaySettings settings) {
        gateway = new RunningGateway(
                settings.edit().tls(settings(clients)).build(), History.NONE, new SystemEpochNanoClock());
    }

    private TlsSettings settings(String clients) {
        return new TlsSettings(
                folder.resolve("chain.pem").toString(),
                folder.resolve("key.pem").toString(),
                clients,
                false);
    }

    private void write(X509Bundle bundle) {
        Credentials.write(folder.resolve("chain.pem"), bundle.getCertificatePathPEM());
        Credentials.write(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
    }

    /** Tells whether a client that trusts nothing else is content with what is shown. */
    private boolean shows(X509Bundle bundle) throws IOException {
        try (SSLSocket socket = socket(trusting(bundle, null), "TLSv1.3")) {
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private SSLSocket connect(String version) throws Exception {
        return socket(trusting(ours, null), version);
    }

    private SSLSocket socket(SSLContext context, String version) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", gateway.port());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private static String get(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[2_048];
        int length = socket.getInputStream().read(answer);
        if (length < 0) {
            throw new IOException("closed");
        }
        return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }

    private static SSLContext trusting(X509Bundle server, X509Bundle client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys =
                    client == null ? null : client.toKeyManagerFactory().getKeyManagers();
            context.init(keys, server.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle certificate() throws Exception {
        return new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }
}

package org.millrace.feeds.venues;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.StagedVenue;
import org.millrace.feeds.support.StreamedVenue;

/** Every venue has to prove who it is. */
@Timeout(300)
class TlsTest {
    private static X509Bundle ours;
    private static X509Bundle anothers;

    @TempDir
    private Path folder;

    static Set<StreamedVenue> sessions() {
        return StreamedVenue.sessions();
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = certificateFor("localhost");
        anothers = certificateFor("venue.example");
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldConnectToAVenueThatAKnownAuthorityVouchesFor(StreamedVenue venue) throws Exception {
        try (StagedVenue staged = venue(venue, ours, caFile(ours))) {
            staged.awaitLive();

            assertThat(staged.feed.count(SessionCounter.ATTEMPTS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldRefuseACertificateForAnotherHost(StreamedVenue venue) throws Exception {
        try (StagedVenue staged = venue(venue, anothers, caFile(anothers))) {
            awaitRefusal(staged);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void shouldRefuseACertificateThatNoKnownAuthorityVouchesFor(StreamedVenue venue) throws Exception {
        try (StagedVenue staged = venue(venue, ours, "")) {
            awaitRefusal(staged);
        }
    }

    private static void awaitRefusal(StagedVenue staged) {
        staged.feed.until(() -> staged.feed.hasTold("1 DISCONNECTED TLS_FAILED"));
        assertThat(staged.feed.told.connections())
                .containsSubsequence("1 CONNECTING STARTED", "1 DISCONNECTED TLS_FAILED");
    }

    private StagedVenue venue(StreamedVenue venue, X509Bundle bundle, String caFile) throws Exception {
        SslContext tls =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        return new StagedVenue(
                venue.spoken(folder),
                SimulatedFeed.MARKETS,
                List.of(),
                new SessionBuilder().caFile(caFile).build(),
                tls);
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

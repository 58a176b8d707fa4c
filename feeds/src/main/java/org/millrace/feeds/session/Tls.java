package org.millrace.feeds.session;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** How venues prove who they are: by a certificate for their host name, from the system's authorities or from a file. */
final class Tls {
    private Tls() {}

    /**
     * Makes what connections are encrypted with.
     *
     * @param caFile certificates to trust besides the system's; empty = none
     * @throws IllegalArgumentException if the file cannot be read
     */
    static SslContext context(String caFile) {
        try {
            return SslContextBuilder.forClient()
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(trust(caFile))
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "feeds.session.ca-file: " + caFile + ", expected certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trust(String caFile) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        if (caFile.isEmpty()) {
            return factory;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager system) {
                add(store, system.getAcceptedIssuers());
            }
        }
        try (InputStream file = Files.newInputStream(Path.of(caFile))) {
            add(
                    store,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(file)
                            .toArray(new Certificate[0]));
        }
        factory.init(store);
        return factory;
    }

    private static void add(KeyStore store, Certificate... certificates) throws GeneralSecurityException {
        for (Certificate certificate : certificates) {
            String name = certificate instanceof X509Certificate x509
                    ? x509.getSubjectX500Principal().getName()
                    : certificate.getType();
            store.setCertificateEntry(store.size() + " " + name, certificate);
        }
    }
}

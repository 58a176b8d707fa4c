package org.millrace.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.codecs.settings.SecretFile;

/** A chain of certificates, and the key to the first of them. */
record Certificate(PrivateKey key, List<X509Certificate> chain) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);

    Certificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both.
     *
     * @throws IllegalArgumentException if a file cannot be read, the two do not belong together, or others can read the key
     */
    static Certificate read(Path chainFile, Path keyFile) {
        List<X509Certificate> chain = new ArrayList<>();
        try (InputStream in = Files.newInputStream(chainFile)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> chain.add((X509Certificate) certificate));
        } catch (IOException | GeneralSecurityException e) {
            throw refused("certificate-file", chainFile, "certificates in PEM", e);
        }
        if (chain.isEmpty()) {
            throw refused("certificate-file", chainFile, "certificates in PEM", null);
        }
        Matcher text = PKCS8.matcher(String.join("\n", SecretFile.lines(keyFile, "gateway.tls.key-file")));
        if (!text.find()) {
            throw refused("key-file", keyFile, "a private key in PEM (PKCS #8, BEGIN PRIVATE KEY)", null);
        }
        try {
            PublicKey publicKey = chain.get(0).getPublicKey();
            PrivateKey key = KeyFactory.getInstance(publicKey.getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1))));
            if (!belong(key, publicKey)) {
                throw refused("key-file", keyFile, "the key to " + chainFile, null);
            }
            return new Certificate(key, chain);
        } catch (GeneralSecurityException e) {
            throw refused("key-file", keyFile, "the key to " + chainFile, e);
        }
    }

    /** Returns until when it is valid, UTC ns. */
    @SuppressWarnings("JavaUtilDate") // certificates speak it
    long expiresNs() {
        return TimeUnit.MILLISECONDS.toNanos(chain.get(0).getNotAfter().getTime());
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(PROBE);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(PROBE);
        return verifier.verify(signature);
    }

    private static IllegalArgumentException refused(String name, Path file, String expected, Exception cause) {
        return new IllegalArgumentException("gateway.tls." + name + ": " + file + ", expected " + expected, cause);
    }
}

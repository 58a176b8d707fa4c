package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millrace.codecs.settings.Settings;
import org.millrace.gateway.settings.TokenAlgorithm;

/** Reads the public keys of an issuer from a JSON Web Key set (RFC 7517). Those of another algorithm are refused. */
final class PublicKeys {
    private static final String KEY = "gateway.access.issuers.jwks-file";
    private static final int RSA_BITS = 2048;
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form: RFC 8410, section 4. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private PublicKeys() {}

    /**
     * Reads keys by their ids.
     *
     * @throws IllegalArgumentException if the file cannot be read, or holds anything else than such keys
     */
    static Map<String, SignatureCheck> checks(Path file, TokenAlgorithm algorithm) {
        Map<String, SignatureCheck> checks = new LinkedHashMap<>();
        try {
            for (JWK jwk : JWKSet.parse(Files.readString(file)).getKeys()) {
                if (!KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) {
                    Settings.require(
                            jwk.getKeyID() != null && !jwk.getKeyID().contains(" "), KEY, file, "a kid for each key");
                    Settings.require(!jwk.isPrivate(), KEY, file, "public keys alone");
                    Settings.require(
                            jwk.getAlgorithm() == null
                                    || jwk.getAlgorithm().getName().equals(algorithm.headerName()),
                            KEY,
                            file,
                            "keys for " + algorithm.headerName() + " alone");
                    SignatureCheck before = checks.put(jwk.getKeyID(), check(jwk, algorithm));
                    Settings.require(before == null, KEY, file, "a kid of its own for each key");
                }
            }
        } catch (IOException | ParseException | JOSEException | GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException(
                    KEY + ": " + file + ", expected a JSON Web Key set for " + algorithm.headerName(), e);
        }
        Settings.require(!checks.isEmpty(), KEY, file, "a key");
        return checks;
    }

    private static SignatureCheck check(JWK jwk, TokenAlgorithm algorithm)
            throws JOSEException, GeneralSecurityException {
        return switch (algorithm) {
            case RS256 -> {
                RSAKey key = (RSAKey) jwk;
                Settings.require(key.size() >= RSA_BITS, KEY, key.getKeyID(), "RSA of 2048 bits or more");
                RSASSAVerifier verifier = new RSASSAVerifier(key);
                yield token -> token.verify(verifier);
            }
            case ES256 -> {
                ECKey key = (ECKey) jwk;
                Settings.require(key.getCurve().equals(Curve.P_256), KEY, key.getKeyID(), "a key of the curve P-256");
                ECDSAVerifier verifier = new ECDSAVerifier(key);
                yield token -> token.verify(verifier);
            }
            case EDDSA -> {
                OctetKeyPair key = (OctetKeyPair) jwk;
                Settings.require(
                        key.getCurve().equals(Curve.Ed25519), KEY, key.getKeyID(), "a key of the curve Ed25519");
                PublicKey ed25519 = ed25519(key.getDecodedX());
                yield token -> isSigned(token, ed25519);
            }
        };
    }

    private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        byte[] encoded = new byte[ED25519_PREFIX.length + point.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** The JDK checks Ed25519 by itself; the JOSE library would need another one for it. */
    private static boolean isSigned(SignedJWT token, PublicKey key) throws JOSEException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("not a signature of Ed25519", e);
        }
    }
}

package org.millrace.gateway.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.millrace.gateway.settings.IssuerSettings;
import org.millrace.gateway.settings.TokenAlgorithm;

/** Two issuers with keys of their own, one RSA and one Ed25519, and all the tokens that they should never have made. */
@SuppressWarnings("JavaUtilDate") // the library speaks it
public final class Forger {
    public static final String RSA_ISSUER = "https://rsa.example";
    public static final String ED_ISSUER = "https://ed.example";

    private static final String AUDIENCE = "desk";
    private static final int ED25519_POINT = 32;

    private final KeyPair rsa;
    private final KeyPair otherRsa;
    private final KeyPair ed;
    private final Path rsaKeys;
    private final Path edKeys;

    /** Makes keys, and writes the public ones into a folder. */
    public Forger(Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            rsa = generator.generateKeyPair();
            otherRsa = generator.generateKeyPair();
            ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        rsaKeys = folder.resolve("rsa.json");
        edKeys = folder.resolve("ed.json");
        Credentials.write(rsaKeys, set(rsaJwk(rsa, "r1")));
        byte[] encoded = ed.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_POINT, encoded.length);
        Credentials.write(
                edKeys,
                set(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID("e1")
                        .build()
                        .toJSONString()));
    }

    public List<IssuerSettings> issuers() {
        return List.of(
                new IssuerSettings(RSA_ISSUER, AUDIENCE, TokenAlgorithm.RS256, rsaKeys.toString()),
                new IssuerSettings(ED_ISSUER, AUDIENCE, TokenAlgorithm.EDDSA, edKeys.toString()));
    }

    /** Puts another key in the place of the RSA key, as an issuer does who has lost it. */
    public void replaceRsaKey() {
        Credentials.write(rsaKeys, set(rsaJwk(otherRsa, "r2")));
    }

    /** Returns claims that are good, as somebody changes them. */
    public static JWTClaimsSet claims(String issuer, UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(AUDIENCE)
                        .subject("eve")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .claim("role", "admin")
                        .claim("channels", List.of("*"))
                        .claim("venues", List.of("*"))
                        .claim("instruments", List.of("*")))
                .build();
    }

    /** Returns a token signed by the RSA issuer. */
    public String rsa(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(header(JWSAlgorithm.RS256, "r1"), claims(RSA_ISSUER, change), new RSASSASigner(rsa.getPrivate()));
    }

    /** Returns a token signed by the RSA issuer, under a header of one's own. */
    public String rsa(JWSHeader header) {
        return signed(header, claims(RSA_ISSUER, same -> same), new RSASSASigner(rsa.getPrivate()));
    }

    /** Returns a token of the RSA issuer that somebody else has signed, who shows the key in its header. */
    public String rsaWithKeyInside() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(new RSAKey.Builder((RSAPublicKey) otherRsa.getPublic()).build())
                .build();
        return signed(header, claims(RSA_ISSUER, same -> same), new RSASSASigner(otherRsa.getPrivate()));
    }

    /** Returns a token of the RSA issuer, signed by HMAC with what everybody knows: the public key. */
    public String rsaConfusedWithHmac() {
        try {
            byte[] known = rsa.getPublic().getEncoded();
            return signed(header(JWSAlgorithm.HS256, "r1"), claims(RSA_ISSUER, same -> same), new MACSigner(known));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token signed by the Ed25519 issuer. */
    public String ed(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            String input = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"e1\"}") + "."
                    + Base64URL.encode(claims(ED_ISSUER, change).toString());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ed.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token that says of itself that it needs no signature. */
    public static String unsigned(String algorithm, String signature) {
        return Base64URL.encode("{\"alg\":\"" + algorithm + "\"}") + "."
                + Base64URL.encode(claims(RSA_ISSUER, same -> same).toString()) + "." + signature;
    }

    /** Returns a token with some claims in the place of those that were signed. */
    public static String tampered(String token, Map<String, Object> claims) {
        String[] parts = token.split("\\.", -1);
        String payload = new Base64URL(parts[1]).decodeToString();
        for (Map.Entry<String, Object> claim : claims.entrySet()) {
            payload = payload.replaceFirst(
                    "\"" + claim.getKey() + "\":\"[^\"]*\"", "\"" + claim.getKey() + "\":\"" + claim.getValue() + "\"");
        }
        return parts[0] + "." + Base64URL.encode(payload) + "." + parts[2];
    }

    public static JWSHeader header(JWSAlgorithm algorithm, String id) {
        return new JWSHeader.Builder(algorithm).keyID(id).build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rsaJwk(KeyPair pair, String id) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .keyID(id)
                .build()
                .toJSONString();
    }

    private static String set(String key) {
        return "{\"keys\":[" + key + "]}";
    }
}

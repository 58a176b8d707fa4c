package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs messages to Advanced Trade with a token of their own, valid for two minutes: ES256 as in RFC 7518, with a key of
 * the venue's developer platform in PEM, as SEC 1 or PKCS 8.
 */
final class TokenSigner implements Signer {
    private static final int VALID_SECONDS = 120;
    private static final int NONCE_BYTES = 16;
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final byte[] PKCS8_HEAD =
            HexFormat.of().parseHex("020100301306072a8648ce3d020106082a8648ce3d030107");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String name;
    private final PrivateKey key;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param name of the key
     * @param pem  of the key, P-256
     * @throws IllegalArgumentException if it is none; the message does not show it
     */
    TokenSigner(String name, String pem) {
        this.name = name;
        key = key(pem);
    }

    @Override
    public String members(long nowNs) {
        return ",\"jwt\":\"" + token(nowNs) + "\"";
    }

    private String token(long nowNs) {
        long now = NANOSECONDS.toSeconds(nowNs);
        String nonce = String.format("%032x", new BigInteger(NONCE_BYTES * Byte.SIZE, random));
        String head = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + name + "\",\"nonce\":\"" + nonce + "\"}";
        String claims =
                "{\"iss\":\"cdp\",\"sub\":\"" + name + "\",\"nbf\":" + now + ",\"exp\":" + (now + VALID_SECONDS) + "}";
        String signed =
                BASE64.encodeToString(head.getBytes(UTF_8)) + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ES256 of this Java: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(String pem) {
        String base64 =
                pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            byte[] pkcs8 = pem.contains(SEC1) ? sequence(concat(PKCS8_HEAD, tagged(0x04, der))) : der;
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Coinbase private key: cannot be read, expected PEM of an EC key", e);
        }
    }

    private static byte[] sequence(byte[] content) {
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length <= 0xFF
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

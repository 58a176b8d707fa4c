package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages to the Exchange feed, as its channels level2, level3 and full want: HMAC with SHA-256. */
final class DigestSigner implements Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SIGNED = "GET/users/self/verify";

    private final String key;
    private final String passphrase;
    private final byte[] secret;

    /**
     * @param secret in base 64
     * @throws IllegalArgumentException if it is not; the message does not show it
     */
    DigestSigner(String key, String secret, String passphrase) {
        this.key = key;
        this.passphrase = passphrase;
        try {
            this.secret = Base64.getDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Coinbase secret: cannot be read, expected base 64", e);
        }
    }

    @Override
    public String members(long nowNs) {
        long now = NANOSECONDS.toSeconds(nowNs);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal((now + SIGNED).getBytes(UTF_8)));
            return ",\"signature\":\"" + signature + "\",\"key\":\"" + key + "\",\"passphrase\":\"" + passphrase
                    + "\",\"timestamp\":\"" + now + "\"";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " of this Java: " + e.getMessage(), e);
        }
    }
}

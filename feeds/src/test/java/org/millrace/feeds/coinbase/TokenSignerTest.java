package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenSignerTest {
    private static final int SEC1_AT = 28;
    private static final long NOW_NS = 1_786_309_548_000_000_000L;

    @Test
    void shouldSignWhatTheVenueWantsToRead() throws GeneralSecurityException {
        KeyPair keys = keys();

        String members = new TokenSigner("organizations/o/apiKeys/k", pem(keys)).members(NOW_NS);

        assertToken(members, keys);
    }

    @Test
    void shouldTakeAKeyAsTheVenueHandsItOut() throws GeneralSecurityException {
        KeyPair keys = keys();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] sec1 = Arrays.copyOfRange(pkcs8, SEC1_AT, pkcs8.length); // behind the head that says which curve it is
        String body = Base64.getEncoder().encodeToString(sec1);
        String pem = "-----BEGIN EC PRIVATE KEY-----\\n" + body + "\\n-----END EC PRIVATE KEY-----\\n";

        Signer signer = CoinbaseKeys.of(
                        "", Map.of("COINBASE_KEY_NAME", "organizations/o/apiKeys/k", "COINBASE_PRIVATE_KEY", pem))
                .advanced();

        assertToken(signer.members(NOW_NS), keys);
    }

    @Test
    void shouldNotShowAKeyThatItCannotRead() {
        assertThatThrownBy(() -> new TokenSigner("k", "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Coinbase private key: cannot be read, expected PEM of an EC key");
    }

    @Test
    void shouldSignForTheExchangeFeed() {
        Signer signer = CoinbaseKeys.of(
                        "", Map.of("COINBASE_KEY", "k", "COINBASE_SECRET", "c2VjcmV0", "COINBASE_PASSPHRASE", "p"))
                .exchange();

        assertThat(signer.members(NOW_NS))
                .isEqualTo(
                        ",\"signature\":\"oEUFiVIvr7OtCcLREm39+tuwj8QgG8X6Oh9GWZQzEv8=\",\"key\":\"k\",\"passphrase\":\"p\","
                                + "\"timestamp\":\"1786309548\"");
    }

    static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Returns a private key as PKCS 8. */
    static String pem(KeyPair keys) {
        String body = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    private static void assertToken(String members, KeyPair keys) throws GeneralSecurityException {
        assertThat(members).startsWith(",\"jwt\":\"").endsWith("\"");
        String[] parts = members.substring(8, members.length() - 1).split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));

        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
                .matches("\\{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"organizations/o/apiKeys/k\","
                        + "\"nonce\":\"[0-9a-f]{32}\"}");
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
                .isEqualTo("{\"iss\":\"cdp\",\"sub\":\"organizations/o/apiKeys/k\",\"nbf\":1786309548,"
                        + "\"exp\":1786309668}");
    }
}

package org.millrace.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.settings.TokenSettings;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.Forger;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.gateway.support.TestClient;
import org.millrace.journal.history.History;

/** Shows tokens that nobody should believe to a gateway that believes two issuers and itself. */
@Timeout(300)
@SuppressWarnings("JavaUtilDate") // the library speaks it
class TokenAttackTest {
    private static final String PATH = "/api/v1/symbols";
    private static final int LONGEST_LOGIN = 4_000;

    @TempDir
    private static Path folder;

    private static Credentials credentials;
    private static Forger forger;
    private static RunningGateway gateway;

    /** A token, and what is wrong with it. */
    private record Forgery(String name, String token) {
        /** Returns one of its own, since every failure of an address is answered later. */
        String address() {
            return "127.0." + (1 + name.length()) + '.' + (1 + (name.hashCode() & 127));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void run() {
        credentials = new Credentials(folder);
        forger = new Forger(folder);
        AccessSettings own = credentials.settings();
        AccessSettings all = new AccessSettings(
                own.keysFile(), own.tokens(), forger.issuers(), own.loginTimeout(), own.ticketLifetime());
        gateway = new RunningGateway(
                RunningGateway.settings(SubscriberSettings.DEFAULTS)
                        .edit()
                        .access(all)
                        .build(),
                History.NONE,
                new SystemEpochNanoClock());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static List<Forgery> forgeries() {
        String good = forger.rsa(same -> same);
        String ours = credentials
                .token("bob", Role.VIEWER, Duration.ofHours(1))
                .text()
                .text();
        return List.of(
                new Forgery("alg none", Forger.unsigned("none", "")),
                new Forgery("alg none, signed", Forger.unsigned("none", "AAAA")),
                new Forgery("alg nOnE", Forger.unsigned("nOnE", "AAAA")),
                new Forgery("the public key for an HMAC secret", forger.rsaConfusedWithHmac()),
                new Forgery("another algorithm of the same key", forger.rsa(Forger.header(JWSAlgorithm.RS512, "r1"))),
                new Forgery("another key, shown in the header", forger.rsaWithKeyInside()),
                new Forgery("a key that nobody knows", forger.rsa(Forger.header(JWSAlgorithm.RS256, "r9"))),
                new Forgery("a key by its path", forger.rsa(Forger.header(JWSAlgorithm.RS256, "../rsa.json"))),
                new Forgery("a key from elsewhere", forger.rsa(elsewhere())),
                new Forgery("a critical extension", forger.rsa(critical())),
                new Forgery("another user", Forger.tampered(good, Map.of("sub", "root"))),
                new Forgery("another role", Forger.tampered(ours, Map.of("role", "admin"))),
                new Forgery("a cut signature", good.substring(0, good.length() - 4)),
                new Forgery("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
                new Forgery("another audience", forger.rsa(claims -> claims.audience("somebody else"))),
                new Forgery("no audience", forger.rsa(claims -> claims.audience((String) null))),
                new Forgery("another issuer", forger.rsa(claims -> claims.issuer("https://evil.example"))),
                new Forgery("the other issuer", forger.rsa(claims -> claims.issuer(Forger.ED_ISSUER))),
                new Forgery("ours, signed by another", forger.rsa(claims -> claims.issuer("millrace"))),
                new Forgery("nobody's", forger.rsa(claims -> claims.subject(null))),
                new Forgery("a name with a line feed", forger.ed(claims -> claims.subject("eve\n2026 root login ok"))),
                new Forgery("no end", forger.ed(claims -> claims.expirationTime(null))),
                new Forgery("an end that is text", forger.ed(claims -> claims.claim("exp", "tomorrow"))),
                new Forgery("not yet", forger.ed(claims -> claims.notBeforeTime(in(600)))),
                new Forgery("made tomorrow", forger.ed(claims -> claims.issueTime(in(86_400)))),
                new Forgery("no role", forger.ed(claims -> claims.claim("role", null))),
                new Forgery("a role that is none", forger.ed(claims -> claims.claim("role", "god"))),
                new Forgery("entitlements that are no list", forger.ed(claims -> claims.claim("venues", 7))),
                new Forgery("too long", forger.ed(claims -> claims.claim("x", "y".repeat(9_000)))),
                new Forgery("no token", "x.y.z"));
    }

    @Test
    void shouldTakeWhatTheIssuersSigned() {
        assertThat(gateway.status(PATH, forger.rsa(same -> same))).isEqualTo(200);
        assertThat(gateway.status(PATH, forger.ed(same -> same))).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void shouldRefuseByRest(Forgery forgery) {
        try (RawClient client = new RawClient(forgery.address(), gateway.port())) {
            client.send("GET " + PATH + " HTTP/1.1~Host: localhost~Authorization: Bearer " + forgery.token() + "~~");

            assertThat(client.status()).isIn(401, 431); // of a header that is too long the token is not looked at
        }
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void shouldRefuseAsFirstMessage(Forgery forgery) {
        try (RawClient client = new RawClient(forgery.address(), gateway.port())) {
            client.send(RawClient.HANDSHAKE + '~').sendText("{'op':'login','id':1,'token':'" + forgery.token() + "'}");

            String end = forgery.token().length() > LONGEST_LOGIN ? "log in first" : "101 this does not let you in";
            assertThat(client.readTo(end)).endsWith(end).doesNotContain("loggedIn");
        }
    }

    @Test
    void shouldTellOfATokenThatItHasExpired() {
        UnaryOperator<JWTClaimsSet.Builder> past =
                claims -> claims.issueTime(in(-600)).expirationTime(in(-1));

        assertThat(gateway.status(PATH, forger.rsa(past))).isEqualTo(401);
        try (TestClient client = gateway.connect()) {
            client.await("hello").send("{'op':'login','id':1,'token':'" + forger.ed(past) + "'}");
            client.await("closed 4001 102 the credential has expired");
        }
    }

    @Test
    void shouldRefuseOurOwnTokensThatAreGoodForTooLong() {
        TokenSettings lax = credentials.tokens();
        TokenSettings strict = new TokenSettings(lax.secretFile(), lax.issuer(), lax.audience(), Duration.ofMinutes(5));
        AccessSettings settings =
                new AccessSettings("", strict, List.of(), Duration.ofSeconds(5), Duration.ofSeconds(30));
        String token = credentials
                .token("bob", Role.VIEWER, Duration.ofMinutes(6))
                .text()
                .text();

        assertThat(Tokens.of(settings)
                        .check(token, new SystemEpochNanoClock().nanoTime())
                        .isAccepted())
                .isFalse();
    }

    @Test
    void shouldEndWhatAKeySignedThatIsRevoked() {
        Path own = folder.resolve("own");
        assertThat(own.toFile().mkdir()).isTrue();
        Forger careless = new Forger(own);
        AccessSettings settings = new AccessSettings(
                "", TokenSettings.DEFAULTS, careless.issuers(), Duration.ofSeconds(5), Duration.ofSeconds(30));
        String token = careless.rsa(same -> same);
        try (RunningGateway other = new RunningGateway(
                        RunningGateway.settings().edit().access(settings).build(),
                        History.NONE,
                        new SystemEpochNanoClock());
                TestClient client = other.connect(token).await("hello")) {
            careless.replaceRsaKey();

            client.await("closed 4001 101 the credential was revoked");
            Awaitility.await().until(() -> other.status(PATH, token) == 401);
        }
    }

    private static JWSHeader elsewhere() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("r1")
                .jwkURL(URI.create("https://evil.example/keys"))
                .build();
    }

    private static JWSHeader critical() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("r1")
                .customParam("b64x", false)
                .criticalParams(Set.of("b64x"))
                .build();
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}

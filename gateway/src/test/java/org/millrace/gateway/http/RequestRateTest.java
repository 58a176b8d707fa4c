package org.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.settings.AccessSettings;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.settings.LimitSettings;
import org.millrace.gateway.support.Credentials;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

class RequestRateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final AtomicLong nowNs = new AtomicLong(System.currentTimeMillis() * 1_000_000);
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldRefuseBeyondTheRateAndSayWhenToComeBack() {
        run(3, 6, AccessSettings.DEFAULTS, List.of());

        assertThat(ask("127.0.0.1", "")).contains("200", "RateLimit-Limit: 3", "RateLimit-Remaining: 2");
        ask("127.0.0.1", "");
        assertThat(ask("127.0.0.1", "")).contains("200", "RateLimit-Remaining: 0", "RateLimit-Reset: 60");
        assertThat(ask("127.0.0.1", "")).contains("429", "Retry-After: 20", "application/problem+json");
        assertThat(ask("127.0.0.2", "")).contains("429"); // the user is the same
        nowNs.addAndGet(SECOND.multipliedBy(20).toNanos());
        assertThat(ask("127.0.0.1", "")).contains("200");
        assertThat(gateway.metric("rate_limit_exceeded_total")).isEqualTo(2);
    }

    @Test
    void shouldAlwaysTellThatItLives() {
        run(1, 1, AccessSettings.DEFAULTS, List.of());
        ask("127.0.0.1", "");
        assertThat(ask("127.0.0.1", "")).contains("429");

        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/api/v1/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldCountEachUserAlone() {
        Credentials credentials = new Credentials(folder);
        String ann = credentials.key("ann", Role.VIEWER).text().text();
        String bob = credentials.key("bob", Role.VIEWER).text().text();
        run(2, 100, credentials.settings(), List.of());

        assertThat(ask("127.0.0.1", "Authorization: Bearer " + ann + "~")).contains("200");
        assertThat(ask("127.0.0.2", "Authorization: Bearer " + ann + "~")).contains("200");
        assertThat(ask("127.0.0.3", "Authorization: Bearer " + ann + "~")).contains("429");
        assertThat(ask("127.0.0.3", "Authorization: Bearer " + bob + "~")).contains("200");
    }

    @Test
    void shouldBelieveAProxyThatIsTrustedAndNobodyElse() {
        run(100, 1, AccessSettings.DEFAULTS, List.of("127.0.0.9"));

        assertThat(ask("127.0.0.1", "X-Forwarded-For: 10.0.0.1~")).contains("200");
        assertThat(ask("127.0.0.1", "X-Forwarded-For: 10.0.0.2~")).contains("429");
        assertThat(ask("127.0.0.9", "X-Forwarded-For: 10.0.0.1~")).contains("200");
        assertThat(ask("127.0.0.9", "X-Forwarded-For: 10.0.0.2~")).contains("200");
        assertThat(ask("127.0.0.9", "X-Forwarded-For: 10.0.0.3, 10.0.0.2~")).contains("429");
    }

    private void run(int ofUser, int ofAddress, AccessSettings access, List<String> proxies) {
        LimitSettings limits = new LimitSettings(
                100, 100, 5, 2, 200, ofUser, ofAddress, Duration.ofSeconds(10), Duration.ofSeconds(30));
        GatewaySettings settings = RunningGateway.settings()
                .edit()
                .limits(limits)
                .access(access)
                .trustedProxies(proxies)
                .build();
        gateway = new RunningGateway(settings, History.NONE, nowNs::get);
    }

    private String ask(String from, String header) {
        try (RawClient client = new RawClient(from, gateway.port())) {
            return client.send("GET /api/v1/symbols HTTP/1.1~Host: localhost~" + header + "Connection: close~~")
                    .head();
        }
    }
}

package org.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.gateway.support.RawClient;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

class OriginTest {
    private static final RunningGateway GATEWAY = new RunningGateway(
            RunningGateway.settings()
                    .edit()
                    .allowedOrigins(List.of("https://desk.example"))
                    .build(),
            History.NONE,
            new SystemEpochNanoClock());

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @Test
    void shouldLetAPageOfAnAllowedOriginReadAnswers() {
        assertThat(ask("GET", "/api/v1/symbols", "Origin: https://desk.example~"))
                .contains("200", "Access-Control-Allow-Origin: https://desk.example", "Vary: Origin")
                .contains("Cross-Origin-Resource-Policy: cross-origin")
                .doesNotContain("Access-Control-Allow-Credentials");
    }

    @Test
    void shouldAnswerWhoAsksBeforeItSends() {
        String asked = "Origin: https://desk.example~Access-Control-Request-Method: GET~";

        assertThat(ask("OPTIONS", "/api/v1/symbols", asked))
                .contains("204", "Access-Control-Allow-Methods: GET", "Authorization, Content-Type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://desk.example",
                "https://desk.example.evil.example",
                "https://desk.example, https://evil.example",
                "https://evil.example~Origin: https://desk.example",
                "null",
                "*"
            })
    void shouldRefuseAllOtherPages(String origin) {
        for (String path : List.of("/api/v1/symbols", "/ws/v1")) {
            assertThat(ask("GET", path, "Origin: " + origin + "~"))
                    .contains("403")
                    .doesNotContain("Access-Control-Allow-Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example"})
    void shouldRefuseToBeCalledByAnotherName(String host) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send("GET /api/v1/symbols HTTP/1.1~Host: " + host + "~~")
                            .status())
                    .isEqualTo(421);
        }
    }

    @Test
    void shouldTellPagesNothingOfOthersWithoutAnOrigin() {
        assertThat(ask("GET", "/api/v1/symbols", ""))
                .contains("200", "Content-Security-Policy: default-src 'self'", "nosniff", "no-store", "X-Request-Id: ")
                .doesNotContain("Access-Control", "Server:");
    }

    private static String ask(String method, String path, String headers) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            return client.send(method + ' ' + path + " HTTP/1.1~Host: localhost~" + headers + "Connection: close~~")
                    .head();
        }
    }
}

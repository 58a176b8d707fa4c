package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.program.Program;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.audit.AuditFiles;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.token.NewToken;

/** Shows a whole engine keys and tokens, good and bad, and looks for them in everything that it has written. */
class SecretTraceTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteNoSecretAnywhere() throws IOException {
        Path data = folder.resolve("data");
        MillraceSettings settings = settings();
        String key = key();
        String token = token(settings);
        String forged = "mrk_00000000_" + "forgedforgedforged";
        try (Program program = new Program(settings, data, Duration.ofMillis(100))) {
            program.start(false, 0);
            program.serve();
            URI home = URI.create(program.address());
            assertThat(status(home, key)).isEqualTo(200);
            assertThat(status(home, token)).isEqualTo(200);
            assertThat(status(home, token + "x")).isEqualTo(401);
            assertThat(status(home, forged)).isEqualTo(401);
            login(home, token);
            login(home, forged);
        }

        assertThat(new AuditFiles(data.resolve("audit")).verify()).isGreaterThanOrEqualTo(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        String written = everything();
        assertThat(written).contains("\"user\":\"bob\"", "\"action\":\"start\"", "\"action\":\"stop\"");
        for (String marker : List.of(key.substring(13), token.substring(token.lastIndexOf('.')), forged)) {
            assertThat(written.contains(marker))
                    .as("a secret is written somewhere")
                    .isFalse();
        }
    }

    private MillraceSettings settings() throws IOException {
        SecretFile.create(folder.resolve("secret"), NewToken.newSecret());
        Path file = Files.writeString(
                folder.resolve("millrace.yaml"),
                """
                questdb: { mode: none }
                journal: { block-size: 1MiB }
                gateway:
                  listen: { host: 127.0.0.1, port: 0 }
                  metrics: { host: 127.0.0.1, port: 0 }
                  access: { keys-file: %s, tokens: { secret-file: %s } }
                """
                        .formatted(folder.resolve("keys"), folder.resolve("secret")));
        return SettingsFile.read(file, MillraceSettings.class);
    }

    private String key() throws IOException {
        KeyFile.Order order =
                new KeyFile.Order("ann", Role.ADMIN, Entitlements.EVERYTHING, List.of(), Instant.now(), null);
        return new KeyFile(folder.resolve("keys")).add(order, "a test").text().text();
    }

    private static String token(MillraceSettings settings) {
        return NewToken.sign(
                        settings.gateway().access().tokens(),
                        "bob",
                        Role.VIEWER,
                        Entitlements.EVERYTHING,
                        Instant.now(),
                        Duration.ofMinutes(5))
                .text()
                .text();
    }

    private static int status(URI home, String credential) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(home.resolve("/api/v1/symbols"))
                .header("Authorization", "Bearer " + credential)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Logs in, and waits for the answer behind the greeting. */
    private static void login(URI home, String credential) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                socket.request(1);
                if (data.toString().contains("hello")) {
                    return socket.sendText("{\"op\":\"login\",\"id\":1,\"token\":\"" + credential + "\"}", true);
                }
                answer.complete(data.toString());
                return null;
            }
        };
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("millrace.sbe.v1")
                .buildAsync(URI.create("ws://" + home.getAuthority() + "/ws/v1"), listener)
                .join();
        assertThat(answer.join()).contains("\"id\":\"1\"").doesNotContain(credential);
        socket.abort();
    }

    /** Returns the bytes of all files, as text. */
    private String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return text.toString();
    }
}

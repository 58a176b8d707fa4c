package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.settings.Secret;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.keys.KeyFile;
import org.millrace.gateway.token.Tokens;
import picocli.CommandLine;

/** Makes, lists and revokes what lets people in, by the command line. */
class AccessCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final StringWriter errors = new StringWriter();
    private final long nowNs = Instant.now().getEpochSecond() * 1_000_000_000L;
    private Path config;
    private Path keys;
    private Path secret;

    @BeforeEach
    void write() throws IOException {
        keys = folder.resolve("keys");
        secret = folder.resolve("secret");
        config = Files.writeString(
                folder.resolve("millrace.yaml"),
                """
                gateway:
                  access:
                    keys-file: %s
                    tokens: { secret-file: %s, audience: desk, lifetime: 15m }
                """
                        .formatted(keys, secret));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void shouldMakeAKeyThatLetsInUntilItIsRevoked() {
        assertThat(run("keys", "issue", "--config", config.toString(), "--user", "ann", "--role", "trader"))
                .isZero();
        Secret key = Secret.of(printed.toString(StandardCharsets.UTF_8).strip());
        String id = key.text().split("_", -1)[1];
        assertThat(check(key).principal().role()).isEqualTo(Role.TRADER);

        assertThat(list()).startsWith(id + " ann trader good issued=").contains("expires=never used=never by=");
        assertThat(run("keys", "revoke", "--config", config.toString(), id)).isZero();
        assertThat(list()).startsWith(id + " ann trader revoked");
        assertThat(check(key).isAccepted()).isFalse();
        assertThat(keys).content().doesNotContain(key.text());
        assertThat(run("keys", "revoke", "--config", config.toString(), "00000000"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString()).contains(keys + ": there is no key 00000000");
    }

    @Test
    void shouldRevokeAllThatAUserHas() {
        run("keys", "issue", "--config", config.toString(), "--user", "ann", "--role", "admin", "--expires", "90d");
        Secret key = Secret.of(printed.toString(StandardCharsets.UTF_8).strip());

        assertThat(run("keys", "revoke", "--config", config.toString(), "--user", "ann"))
                .isZero();
        assertThat(check(key).isAccepted()).isFalse();
    }

    @Test
    void shouldMakeATokenThatLetsIn() {
        assertThat(run("token", "secret", secret.toString())).isZero();
        assertThat(run("token", "secret", secret.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString()).contains(secret + ": exists already");
        assertThat(run(
                        "token",
                        "issue",
                        "--config",
                        config.toString(),
                        "--user",
                        "bob",
                        "--role",
                        "viewer",
                        "--channel",
                        "trades,bars.1m",
                        "--venue",
                        "binance",
                        "--instrument",
                        "BTC-USDT"))
                .isZero();

        Login login = Tokens.of(SettingsFile.read(config, MillraceSettings.class)
                        .gateway()
                        .access())
                .check(printed.toString(StandardCharsets.UTF_8).strip(), nowNs);
        assertThat(login.principal().name()).isEqualTo("bob");
        assertThat(login.principal().entitlements().channels()).containsExactlyInAnyOrder("trades", "bars.1m");
        assertThat(login.principal().entitlements().allowInstrument("binance", "BTC-USDT"))
                .isTrue();
        assertThat(login.principal().entitlements().allowInstrument("kraken", "BTC-USDT"))
                .isFalse();
        assertThat(run(
                        "token",
                        "revoke",
                        "--config",
                        config.toString(),
                        login.principal().credential().id()))
                .isZero();
        assertThat(new KeyFile(keys).read().asOfNow(login.principal())).isEqualTo(Principal.NOBODY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys issue --user ann --role god | 2 | expected one of [VIEWER, TRADER, ADMIN]",
                "keys issue --role viewer | 2 | Missing required option: '--user=NAME'",
                "keys issue --user a/n\tn --role viewer | 2 | --user: a/n\tn, expected a name without spaces",
                "keys issue --user ann --role viewer --channel candles | 2 | --channel: candles, expected one of alerts, bars, book",
                "keys issue --user ann --role viewer --venue nyse | 2 | --venue: nyse, expected a venue, as binance",
                "keys issue --user ann --role viewer --network local | 2 | --network: local, expected a range as 10.1.0.0/16",
                "keys issue --user ann --role viewer --expires 90 | 2 | expected a duration with its unit, as 500ms, 60s",
                "keys issue --user ann --role viewer --expires 36501d | 2 | 36501d, expected 36500d or less",
                "keys revoke | 2 | Revoke what? An ID, or --user NAME",
                "keys list | 1 | there is no such file; millrace keys issue makes it",
                "token issue --user ann --role viewer --lifetime 2h | 2 | --lifetime: 7200s, expected 1s to 900s",
                "token issue --user ann --role viewer | 78 | expected a file that can be read"
            })
    void shouldSayWhatIsWrong(String command, int exitCode, String message) {
        String[] words = command.split(" ", -1);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(2, List.of("--config", config.toString()));

        assertThat(run(all.toArray(new String[0]))).isEqualTo(exitCode);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void shouldSayWhichSettingIsMissing() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "data: x\n");

        assertThat(run("keys", "list", "--config", empty.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString()).contains(empty + ": gateway.access.keys-file is not set; name a file there");
    }

    private String list() {
        printed.reset();
        assertThat(run("keys", "list", "--config", config.toString())).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Login check(Secret key) {
        return new KeyFile(keys).read().check(key, InetAddress.getLoopbackAddress(), nowNs);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Millrace.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}
